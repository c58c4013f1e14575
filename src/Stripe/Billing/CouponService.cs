using System.Threading;

namespace Stripe;

public class CouponService : Service
{
    public CouponService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Coupon> CreateAsync(CouponCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Coupon>("/v1/coupons", options, requestOptions, cancellationToken);

    public virtual Task<Coupon> GetAsync(string id, CouponGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Coupon>($"/v1/coupons/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Coupon> UpdateAsync(string id, CouponUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Coupon>($"/v1/coupons/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Coupon> DeleteAsync(string id, CouponDeleteOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        DeleteAsync<Coupon>($"/v1/coupons/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Coupon>> ListAsync(CouponListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Coupon>>("/v1/coupons", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Coupon> ListAutoPagingAsync(CouponListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Coupon>("/v1/coupons", options, requestOptions, cancellationToken);
}

public class CouponGetOptions : BaseOptions;

public class CouponDeleteOptions : BaseOptions;

public class CouponCreateOptions : BaseOptions
{
    public long? AmountOff { get; set; }
    public string Currency { get; set; }
    /// <summary>once, repeating or forever.</summary>
    public string Duration { get; set; }
    public long? DurationInMonths { get; set; }
    public string Id { get; set; }
    public long? MaxRedemptions { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public decimal? PercentOff { get; set; }
    public DateTime? RedeemBy { get; set; }
}

public class CouponUpdateOptions : BaseOptions
{
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
}

public class CouponListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
}
