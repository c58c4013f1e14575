using System.Threading;

namespace Stripe;

public class PromotionCodeService : Service
{
    public PromotionCodeService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<PromotionCode> CreateAsync(PromotionCodeCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PromotionCode>("/v1/promotion_codes", options, requestOptions, cancellationToken);

    public virtual Task<PromotionCode> GetAsync(string id, PromotionCodeGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<PromotionCode>($"/v1/promotion_codes/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<PromotionCode> UpdateAsync(string id, PromotionCodeUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PromotionCode>($"/v1/promotion_codes/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<PromotionCode>> ListAsync(PromotionCodeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<PromotionCode>>("/v1/promotion_codes", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<PromotionCode> ListAutoPagingAsync(PromotionCodeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<PromotionCode>("/v1/promotion_codes", options, requestOptions, cancellationToken);
}

public class PromotionCodeGetOptions : BaseOptions;

public class PromotionCodeCreateOptions : BaseOptions
{
    public bool? Active { get; set; }
    public string Code { get; set; }
    public string Customer { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public long? MaxRedemptions { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public PromotionCodePromotionOptions Promotion { get; set; }
    public PromotionCodeRestrictionsOptions Restrictions { get; set; }
}

public class PromotionCodePromotionOptions
{
    public string Coupon { get; set; }
    /// <summary>coupon.</summary>
    public string Type { get; set; }
}

public class PromotionCodeRestrictionsOptions
{
    public bool? FirstTimeTransaction { get; set; }
    public long? MinimumAmount { get; set; }
    public string MinimumAmountCurrency { get; set; }
}

public class PromotionCodeUpdateOptions : BaseOptions
{
    public bool? Active { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
}

public class PromotionCodeListOptions : ListOptions
{
    public bool? Active { get; set; }
    public string Code { get; set; }
    public string Coupon { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
}
