namespace Stripe.Checkout;

public class SessionLineItemOptions
{
    public string Price { get; set; }
    public SessionLineItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
}

public class SessionLineItemPriceDataOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public SessionLineItemPriceDataProductDataOptions ProductData { get; set; }
    public SessionLineItemPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    /// <summary>In the currency's smallest unit.</summary>
    public long? UnitAmount { get; set; }
}

public class SessionLineItemPriceDataProductDataOptions
{
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string TaxCode { get; set; }
}

public class SessionLineItemPriceDataRecurringOptions
{
    /// <summary>day, week, month or year.</summary>
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}
