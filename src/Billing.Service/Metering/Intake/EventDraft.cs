using Billing.Metering;
using Billing.Units;

namespace Billing.Service.Metering.Intake;

/// <summary>The fields as they come in.</summary>
internal sealed class EventDraft
{
    public string? Id, Source, Meter, Model, Resolution, Ip, UserAgent, Resource, Service, Environment;
    public Instant Time;
    public UsageStatus Status = UsageStatus.Success;
    public int? HttpStatus, LatencyMs;
    public long? UpstreamUnits;
    public Quantities Quantities;

    /// <summary>Only when no fault was found: then every required field is there.</summary>
    public UsageEvent ToEvent() => new()
    {
        Id = Id!, Source = Source!, Meter = Meter!, Time = Time, Model = Model, Status = Status, HttpStatus = HttpStatus, Quantities = Quantities,
        Resolution = Resolution, UpstreamUnits = UpstreamUnits, LatencyMs = LatencyMs, Ip = Ip, UserAgent = UserAgent,
        Resource = Resource, Service = Service, Environment = Environment,
    };
}
