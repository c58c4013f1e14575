namespace Stripe;

public class Invoice : StripeEntity<Invoice>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long AmountDue { get; set; }
    public long AmountPaid { get; set; }
    public long AmountRemaining { get; set; }
    /// <summary>How often payment was tried.</summary>
    public long AttemptCount { get; set; }
    public bool Attempted { get; set; }
    public bool AutoAdvance { get; set; }
    public DateTime? AutomaticallyFinalizesAt { get; set; }
    /// <summary>subscription_create, subscription_cycle, subscription_update, manual, …</summary>
    public string BillingReason { get; set; }
    public string CollectionMethod { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public Address CustomerAddress { get; set; }
    public string CustomerEmail { get; set; }
    public string CustomerName { get; set; }
    public string CustomerTaxExempt { get; set; }
    public string DefaultPaymentMethodId { get; set; }
    public PaymentMethod DefaultPaymentMethod { get; set; }
    public bool? Deleted { get; set; }
    public string Description { get; set; }
    public List<string> DiscountIds { get; set; }
    public List<Discount> Discounts { get; set; }
    public DateTime? DueDate { get; set; }
    public DateTime? EffectiveAt { get; set; }
    public long? EndingBalance { get; set; }
    public string HostedInvoiceUrl { get; set; }
    public string InvoicePdf { get; set; }
    public StripeError LastFinalizationError { get; set; }
    public StripeList<InvoiceLineItem> Lines { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public DateTime? NextPaymentAttempt { get; set; }
    /// <summary>Null while it is a draft.</summary>
    public string Number { get; set; }
    /// <summary>Where it came from, e.g. the subscription.</summary>
    public InvoiceParent Parent { get; set; }
    public StripeList<InvoicePayment> Payments { get; set; }
    public DateTime PeriodEnd { get; set; }
    public DateTime PeriodStart { get; set; }
    public string ReceiptNumber { get; set; }
    public long StartingBalance { get; set; }
    public string StatementDescriptor { get; set; }
    /// <summary>draft, open, paid, uncollectible or void.</summary>
    public string Status { get; set; }
    public InvoiceStatusTransitions StatusTransitions { get; set; }
    public long Subtotal { get; set; }
    public long? SubtotalExcludingTax { get; set; }
    public long Total { get; set; }
    public List<InvoiceDiscountAmount> TotalDiscountAmounts { get; set; }
    public long? TotalExcludingTax { get; set; }
    public List<InvoiceTotalTax> TotalTaxes { get; set; }
}

public class InvoiceDiscountAmount : StripeEntity<InvoiceDiscountAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }
    public Discount Discount { get; set; }
}

public class InvoiceParent : StripeEntity<InvoiceParent>
{
    public InvoiceParentSubscriptionDetails SubscriptionDetails { get; set; }
    /// <summary>subscription_details or quote_details.</summary>
    public string Type { get; set; }
}

public class InvoiceParentSubscriptionDetails : StripeEntity<InvoiceParentSubscriptionDetails>
{
    public Dictionary<string, string> Metadata { get; set; }
    public string SubscriptionId { get; set; }
    public Subscription Subscription { get; set; }
    public DateTime SubscriptionProrationDate { get; set; }
}

public class InvoiceStatusTransitions : StripeEntity<InvoiceStatusTransitions>
{
    public DateTime? FinalizedAt { get; set; }
    public DateTime? MarkedUncollectibleAt { get; set; }
    public DateTime? PaidAt { get; set; }
    public DateTime? VoidedAt { get; set; }
}

public class InvoiceTotalTax : StripeEntity<InvoiceTotalTax>
{
    public long Amount { get; set; }
    public string TaxBehavior { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
    public string Type { get; set; }
}
