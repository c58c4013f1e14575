namespace Stripe;

public class PaymentIntent : StripeEntity<PaymentIntent>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    /// <summary>What is held on the card and may still be captured.</summary>
    public long AmountCapturable { get; set; }
    public long AmountReceived { get; set; }
    public DateTime? CanceledAt { get; set; }
    public string CancellationReason { get; set; }
    public string CaptureMethod { get; set; }
    public string ClientSecret { get; set; }
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
    public PaymentIntentNextAction NextAction { get; set; }
    public string PaymentMethodId { get; set; }
    public PaymentMethod PaymentMethod { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public string ReceiptEmail { get; set; }
    public string SetupFutureUsage { get; set; }
    public string StatementDescriptor { get; set; }
    public string StatementDescriptorSuffix { get; set; }
    /// <summary>requires_payment_method, requires_confirmation, requires_action, processing, requires_capture, succeeded or canceled.</summary>
    public string Status { get; set; }
}

public class PaymentIntentNextAction : StripeEntity<PaymentIntentNextAction>
{
    public PaymentIntentNextActionRedirectToUrl RedirectToUrl { get; set; }
    public string Type { get; set; }
}

public class PaymentIntentNextActionRedirectToUrl : StripeEntity<PaymentIntentNextActionRedirectToUrl>
{
    public string ReturnUrl { get; set; }
    public string Url { get; set; }
}
