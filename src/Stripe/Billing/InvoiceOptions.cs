namespace Stripe;

public class InvoiceCreateOptions : BaseOptions
{
    public bool? AutoAdvance { get; set; }
    public string CollectionMethod { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public long? DaysUntilDue { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string Description { get; set; }
    public List<InvoiceDiscountOptions> Discounts { get; set; }
    public DateTime? DueDate { get; set; }
    public string Footer { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Number { get; set; }
    public string PendingInvoiceItemsBehavior { get; set; }
    public string Subscription { get; set; }
}

public class InvoiceUpdateOptions : BaseOptions
{
    public bool? AutoAdvance { get; set; }
    public string CollectionMethod { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string Description { get; set; }
    public List<InvoiceDiscountOptions> Discounts { get; set; }
    public DateTime? DueDate { get; set; }
    public string Footer { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Number { get; set; }
}

/// <summary>One of the three.</summary>
public class InvoiceDiscountOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

/// <summary>What an invoice would say; nothing is made.</summary>
public class InvoiceCreatePreviewOptions : BaseOptions
{
    public string Currency { get; set; }
    public string Customer { get; set; }
    public List<InvoiceDiscountOptions> Discounts { get; set; }
    public string Subscription { get; set; }
    public InvoiceSubscriptionDetailsOptions SubscriptionDetails { get; set; }
}

public class InvoiceSubscriptionDetailsOptions
{
    public AnyOf<DateTime?, InvoiceSubscriptionDetailsBillingCycleAnchor> BillingCycleAnchor { get; set; }
    public bool? CancelAtPeriodEnd { get; set; }
    public bool? CancelNow { get; set; }
    public List<InvoiceSubscriptionDetailsItemOptions> Items { get; set; }
    public string ProrationBehavior { get; set; }
    /// <summary>Give the same instant to the update, or it costs something else.</summary>
    public DateTime? ProrationDate { get; set; }
}

public class InvoiceSubscriptionDetailsItemOptions
{
    public bool? Deleted { get; set; }
    public string Id { get; set; }
    public string Price { get; set; }
    public long? Quantity { get; set; }
}
