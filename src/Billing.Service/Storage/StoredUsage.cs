using Billing.Metering;
using Billing.Rating;
using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>A usage row as it lies in <c>usage_YYYYMM</c>. Texts are numbers of <see cref="NameRow"/>s, 0 for none; rows never change.</summary>
public readonly record struct StoredUsage
{
    /// <summary>Dense over all months.</summary>
    public required long Row { get; init; }
    public required int Account { get; init; }

    /// <summary>Number of the API key it came with; 0 for none.</summary>
    public required int ApiKey { get; init; }
    public required int Source { get; init; }
    public required string EventId { get; init; }
    public required int Meter { get; init; }
    public required int Model { get; init; }
    public required UsageStatus Status { get; init; }
    public required int? HttpStatus { get; init; }

    /// <summary>When the work ended.</summary>
    public required Instant Occurred { get; init; }

    /// <summary>When it was written; decides the table.</summary>
    public required Instant Recorded { get; init; }
    public required Quantities Quantities { get; init; }
    public required int Resolution { get; init; }
    public required long? UpstreamUnits { get; init; }
    public required int? LatencyMs { get; init; }
    public required int Ip { get; init; }
    public required int UserAgent { get; init; }
    public required int Resource { get; init; }
    public required int Service { get; init; }
    public required int Environment { get; init; }

    /// <summary>Charged, in 10^-8 of the account's asset.</summary>
    public required long Cost { get; init; }

    /// <summary>List price nobody paid (C-24); price = cost + uncovered where no discount applied.</summary>
    public required long Uncovered { get; init; }
    public required int PriceVersion { get; init; }

    /// <summary>Line of the version; 0 where none priced it.</summary>
    public required int PriceLine { get; init; }
    public required Chosen Chosen { get; init; }

    /// <summary>The event as it was reported.</summary>
    /// <param name="text">The text of a name's number; null for 0.</param>
    public UsageEvent ToEvent(Func<int, string?> text) => new()
    {
        Id = EventId,
        Source = text(Source) ?? "",
        Meter = text(Meter) ?? "",
        Time = Occurred,
        Model = text(Model),
        Status = Status,
        HttpStatus = HttpStatus,
        Quantities = Quantities,
        Resolution = text(Resolution),
        UpstreamUnits = UpstreamUnits,
        LatencyMs = LatencyMs,
        Ip = text(Ip),
        UserAgent = text(UserAgent),
        Resource = text(Resource),
        Service = text(Service),
        Environment = text(Environment),
    };
}
