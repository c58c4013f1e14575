using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>A verified webhook, kept before it is answered; worked off by its flow.</summary>
public sealed class InboxRow
{
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public required byte[] Body { get; init; }
    public Instant Received { get; init; }
    public Instant? HandledAt { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }
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
