using System.Threading;

namespace Stripe.Checkout;

public class SessionService : Service
{
    public SessionService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Session> CreateAsync(SessionCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Session>("/v1/checkout/sessions", options, requestOptions, cancellationToken);

    public virtual Task<Session> GetAsync(string id, SessionGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Session>($"/v1/checkout/sessions/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Session> ExpireAsync(string id, SessionExpireOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Session>($"/v1/checkout/sessions/{Segment(id)}/expire", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Session>> ListAsync(SessionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Session>>("/v1/checkout/sessions", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Session> ListAutoPagingAsync(SessionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Session>("/v1/checkout/sessions", options, requestOptions, cancellationToken);
}

public class SessionLineItemService : Service
{
    public SessionLineItemService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<StripeList<LineItem>> ListAsync(string parentId, SessionLineItemListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<LineItem>>($"/v1/checkout/sessions/{Segment(parentId)}/line_items", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<LineItem> ListAutoPagingAsync(string parentId, SessionLineItemListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<LineItem>($"/v1/checkout/sessions/{Segment(parentId)}/line_items", options, requestOptions, cancellationToken);
}

public class SessionGetOptions : BaseOptions;

public class SessionExpireOptions : BaseOptions;

public class SessionLineItemListOptions : ListOptions;

public class SessionListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string PaymentIntent { get; set; }
    public string Status { get; set; }
    public string Subscription { get; set; }
}
