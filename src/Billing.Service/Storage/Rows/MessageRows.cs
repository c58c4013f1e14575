using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>
/// A verified webhook, kept before it is answered; worked off by its flow. Only what it is about is kept, for everything
/// else is read back from the provider: no payload lies in the database, in a dump or in a backup.
/// </summary>
public sealed class InboxRow
{
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public NoticeSubject Subject { get; set; }

    /// <summary>The provider's id of it; null for <see cref="NoticeSubject.Other"/>.</summary>
    public string? SubjectId { get; set; }

    /// <summary>The provider's customer, where the event names one.</summary>
    public string? Customer { get; set; }

    /// <summary>As it came, only while this version of the portal cannot read it; empty from then on.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>When it happened there.</summary>
    public Instant Created { get; init; }
    public Instant Received { get; init; }
    public Instant? HandledAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>No other try before; null for at once.</summary>
    public Instant? NotBefore { get; set; }

    /// <summary>Of the last try that failed; null for none.</summary>
    public string? LastError { get; set; }

    /// <summary>Why a handled one led to nothing; null where it did what it says.</summary>
    public string? Note { get; set; }
}

/// <summary>A mail written with the commit that causes it; sent afterwards, again if need be.</summary>
public sealed class OutboxRow
{
    /// <summary>Natural key of the message: the same one is never written twice.</summary>
    public required string Key { get; init; }

    /// <summary>The mail as JSON.</summary>
    public required string Mail { get; init; }
    public Instant Created { get; init; }
    public Instant? SentAt { get; set; }
    public int Attempts { get; set; }
    public Instant NotBefore { get; set; }
    public string? LastError { get; set; }
}
