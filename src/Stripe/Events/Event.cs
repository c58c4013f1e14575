namespace Stripe;

/// <summary>Something happened; <see cref='EventData.Object'/> is a snapshot of that moment.</summary>
public class Event : StripeEntity<Event>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string Account { get; set; }
    public string ApiVersion { get; set; }
    public DateTime Created { get; set; }
    public EventData Data { get; set; }
    public bool Livemode { get; set; }
    public long PendingWebhooks { get; set; }
    public EventRequest Request { get; set; }
    public string Type { get; set; }
}

public class EventData : StripeEntity<EventData>
{
    /// <summary>Null where this client does not know the kind of object.</summary>
    public IHasObject Object { get; set; }
}

/// <summary>The call that caused the event; its id is null when Stripe itself was the cause.</summary>
public class EventRequest : StripeEntity<EventRequest>, IHasId
{
    public string Id { get; set; }
    public string IdempotencyKey { get; set; }
}
