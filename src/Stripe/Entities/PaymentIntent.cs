namespace Stripe;

public class PaymentIntent : StripeEntity<PaymentIntent>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public long AmountReceived { get; set; }

    public DateTime? CanceledAt { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerId { get; set; }

    public Customer Customer { get; set; }

    public string Description { get; set; }

    public StripeError LastPaymentError { get; set; }

    public string LatestChargeId { get; set; }

    public Charge LatestCharge { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string PaymentMethodId { get; set; }

    public PaymentMethod PaymentMethod { get; set; }

    public string Status { get; set; }
}
