namespace Stripe.Radar;

/// <summary>The card's bank suspects fraud; often a dispute follows.</summary>
public class EarlyFraudWarning : StripeEntity<EarlyFraudWarning>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Actionable { get; set; }
    public string ChargeId { get; set; }
    public Charge Charge { get; set; }
    public DateTime Created { get; set; }
    public string FraudType { get; set; }
    public bool Livemode { get; set; }
    public string PaymentIntentId { get; set; }
    public PaymentIntent PaymentIntent { get; set; }
}
