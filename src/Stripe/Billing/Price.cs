namespace Stripe;

/// <summary>What a product costs; its amount never changes, a new price replaces it.</summary>
public class Price : StripeEntity<Price>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Active { get; set; }
    public string BillingScheme { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public bool? Deleted { get; set; }
    public bool Livemode { get; set; }
    /// <summary>A name of ours by which the price is found again.</summary>
    public string LookupKey { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Nickname { get; set; }
    public string ProductId { get; set; }
    public Product Product { get; set; }
    public PriceRecurring Recurring { get; set; }
    public string TaxBehavior { get; set; }
    /// <summary>one_time or recurring.</summary>
    public string Type { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public class PriceRecurring : StripeEntity<PriceRecurring>
{
    public string Interval { get; set; }
    public long IntervalCount { get; set; }
    public string UsageType { get; set; }
}
