using Billing.Units;

namespace Billing.Service.Ports;

/// <summary>What a webhook is about; everything else of it is read back from the provider.</summary>
public enum NoticeSubject : byte
{
    /// <summary>Nothing that leads to a flow: kept, counted, done.</summary>
    Other = 0,
    Checkout = 1,

    /// <summary>A payment, its charge or a refund of it: the id is the payment's.</summary>
    Payment = 2,
    Dispute = 3,
    Invoice = 4,
    Subscription = 5,

    /// <summary>A card: saved, changed, expired, replaced or taken off file.</summary>
    Card = 6,
    Customer = 7,
}

/// <summary>A verified webhook, in our words.</summary>
/// <param name="EventId">The provider's event id: the inbox row's key.</param>
/// <param name="Type">The provider's event type.</param>
/// <param name="Id">Of the subject; null for <see cref="NoticeSubject.Other"/>.</param>
/// <param name="Customer">The provider's customer it belongs to, where the event names one.</param>
public sealed record WebhookNotice(string EventId, string Type, Instant Created, NoticeSubject Subject, string? Id, string? Customer)
{
    /// <summary>The provider wrote it in another version of its API than the portal speaks.</summary>
    public bool OtherVersion { get; init; }

    /// <summary>Genuine, but this version of the portal cannot tell what it is about: to be kept as it came.</summary>
    public bool Unread { get; init; }
}
