namespace Stripe;

public class SubscriptionItemOptions
{
    public bool? Deleted { get; set; }
    public string Id { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Price { get; set; }
    public SubscriptionItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
}

public class SubscriptionItemPriceDataOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public SubscriptionItemPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
}

public class SubscriptionItemPriceDataRecurringOptions
{
    /// <summary>day, week, month or year.</summary>
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

/// <summary>One of the three.</summary>
public class SubscriptionDiscountOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public class SubscriptionPaymentSettingsOptions
{
    public List<string> PaymentMethodTypes { get; set; }
    /// <summary>on_subscription or off.</summary>
    public string SaveDefaultPaymentMethod { get; set; }
}

public class SubscriptionCancellationDetailsOptions
{
    public string Comment { get; set; }
    public string Feedback { get; set; }
}
