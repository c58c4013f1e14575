using System.Threading;

namespace Stripe;

public class RefundService : Service
{
    public RefundService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Refund> CreateAsync(RefundCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Refund>("/v1/refunds", options, requestOptions, cancellationToken);

    public virtual Task<Refund> GetAsync(string id, RefundGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Refund>($"/v1/refunds/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Refund> UpdateAsync(string id, RefundUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Refund>($"/v1/refunds/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Refund> CancelAsync(string id, RefundCancelOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Refund>($"/v1/refunds/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Refund>> ListAsync(RefundListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Refund>>("/v1/refunds", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Refund> ListAutoPagingAsync(RefundListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Refund>("/v1/refunds", options, requestOptions, cancellationToken);
}

public class RefundGetOptions : BaseOptions;

public class RefundCreateOptions : BaseOptions
{
    /// <summary>In the currency's smallest unit; all that is left when null.</summary>
    public long? Amount { get; set; }
    public string Charge { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentIntent { get; set; }
    /// <summary>duplicate, fraudulent or requested_by_customer.</summary>
    public string Reason { get; set; }
}

public class RefundUpdateOptions : BaseOptions
{
    public Dictionary<string, string> Metadata { get; set; }
}

public class RefundCancelOptions : BaseOptions;

public class RefundListOptions : ListOptions
{
    public string Charge { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string PaymentIntent { get; set; }
}
