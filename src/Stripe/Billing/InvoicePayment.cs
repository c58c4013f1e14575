namespace Stripe;

/// <summary>How an invoice was, or is to be, paid: the only way from an invoice to its payment and back.</summary>
public class InvoicePayment : StripeEntity<InvoicePayment>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long? AmountPaid { get; set; }
    public long AmountRequested { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string InvoiceId { get; set; }
    public Invoice Invoice { get; set; }
    public bool IsDefault { get; set; }
    public bool Livemode { get; set; }
    public InvoicePaymentPayment Payment { get; set; }
    /// <summary>open, paid or canceled.</summary>
    public string Status { get; set; }
    public InvoicePaymentStatusTransitions StatusTransitions { get; set; }
}

public class InvoicePaymentPayment : StripeEntity<InvoicePaymentPayment>
{
    public string ChargeId { get; set; }
    public Charge Charge { get; set; }
    public string PaymentIntentId { get; set; }
    public PaymentIntent PaymentIntent { get; set; }
    /// <summary>payment_intent, charge or payment_record.</summary>
    public string Type { get; set; }
}

public class InvoicePaymentStatusTransitions : StripeEntity<InvoicePaymentStatusTransitions>
{
    public DateTime? CanceledAt { get; set; }
    public DateTime? PaidAt { get; set; }
}
