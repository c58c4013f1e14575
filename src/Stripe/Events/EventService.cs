using System.Threading;

namespace Stripe;

/// <summary>Events of the last 30 days: what a lost webhook would have said.</summary>
public class EventService : Service
{
    public EventService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Event> GetAsync(string id, EventGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Event>($"/v1/events/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Event>> ListAsync(EventListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Event>>("/v1/events", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Event> ListAutoPagingAsync(EventListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Event>("/v1/events", options, requestOptions, cancellationToken);
}

public class EventGetOptions : BaseOptions;

public class EventListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    /// <summary>False: only those that an endpoint did not take.</summary>
    public bool? DeliverySuccess { get; set; }
    public string Type { get; set; }
    /// <summary>At most 20.</summary>
    public List<string> Types { get; set; }
}
