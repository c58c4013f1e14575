using Billing.Units;

namespace Billing.Metering;

/// <summary>How the metered call ended. Only success is billed (KU-16). The numbers are stored.</summary>
public enum UsageStatus : byte
{
    Success = 1,
    Error = 2,
    Timeout = 3,
}

/// <summary>
/// A finished piece of work as its producer reports it (CloudEvents: id, source, type, subject, time, data).
/// Identity is (account, source, id), for ever: the same content again is the same event, other content is a conflict.
/// </summary>
public sealed record UsageEvent
{
    /// <summary>The producer's id, 1 to 200 characters, unique within the source.</summary>
    public required string Id { get; init; }

    /// <summary>The producer, 1 to 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>The meter's name in the price book (CloudEvents type).</summary>
    public required string Meter { get; init; }

    /// <summary>When the work ended.</summary>
    public required Instant Time { get; init; }

    /// <summary>Model, size or catalog item; null where the meter has none.</summary>
    public string? Model { get; init; }

    public UsageStatus Status { get; init; } = UsageStatus.Success;
    public int? HttpStatus { get; init; }
    public Quantities Quantities { get; init; }

    /// <summary>Video tier such as <c>720p</c>.</summary>
    public string? Resolution { get; init; }

    /// <summary>What the provider charged, in 10^-8 of the provider's credit (KU-7); null where unknown.</summary>
    public long? UpstreamUnits { get; init; }

    public int? LatencyMs { get; init; }
    public string? Ip { get; init; }
    public string? UserAgent { get; init; }
    public string? Resource { get; init; }
    public string? Service { get; init; }
    public string? Environment { get; init; }
}
