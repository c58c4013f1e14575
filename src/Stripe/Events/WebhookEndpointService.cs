using System.Threading;

namespace Stripe;

public class WebhookEndpointService : Service
{
    public WebhookEndpointService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<WebhookEndpoint> CreateAsync(WebhookEndpointCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<WebhookEndpoint>("/v1/webhook_endpoints", options, requestOptions, cancellationToken);

    public virtual Task<WebhookEndpoint> GetAsync(string id, WebhookEndpointGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<WebhookEndpoint>($"/v1/webhook_endpoints/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<WebhookEndpoint> UpdateAsync(string id, WebhookEndpointUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<WebhookEndpoint>($"/v1/webhook_endpoints/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<WebhookEndpoint> DeleteAsync(string id, WebhookEndpointDeleteOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        DeleteAsync<WebhookEndpoint>($"/v1/webhook_endpoints/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<WebhookEndpoint>> ListAsync(WebhookEndpointListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<WebhookEndpoint>>("/v1/webhook_endpoints", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<WebhookEndpoint> ListAutoPagingAsync(WebhookEndpointListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<WebhookEndpoint>("/v1/webhook_endpoints", options, requestOptions, cancellationToken);
}

public class WebhookEndpointGetOptions : BaseOptions;

public class WebhookEndpointCreateOptions : BaseOptions
{
    /// <summary>An endpoint keeps the version it was created with.</summary>
    public string ApiVersion { get; set; }
    public string Description { get; set; }
    public List<string> EnabledEvents { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Url { get; set; }
}

public class WebhookEndpointUpdateOptions : BaseOptions
{
    public string Description { get; set; }
    public bool? Disabled { get; set; }
    public List<string> EnabledEvents { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Url { get; set; }
}

public class WebhookEndpointDeleteOptions : BaseOptions;

public class WebhookEndpointListOptions : ListOptions;
