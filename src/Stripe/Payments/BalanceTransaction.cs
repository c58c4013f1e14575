namespace Stripe;

/// <summary>One movement of the seller's own balance at Stripe.</summary>
public class BalanceTransaction : StripeEntity<BalanceTransaction>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public DateTime AvailableOn { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public decimal? ExchangeRate { get; set; }
    public long Fee { get; set; }
    public List<BalanceTransactionFeeDetail> FeeDetails { get; set; }
    /// <summary>Amount less fee.</summary>
    public long Net { get; set; }
    public string ReportingCategory { get; set; }
    public string SourceId { get; set; }
    public IBalanceTransactionSource Source { get; set; }
    public string Status { get; set; }
    public string Type { get; set; }
}

public class BalanceTransactionFeeDetail : StripeEntity<BalanceTransactionFeeDetail>
{
    public long Amount { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public string Type { get; set; }
}
