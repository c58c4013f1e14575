using Billing.Metering;

namespace Billing.Service.Metering.Intake;

/// <summary>An event that was read, or why it could not be; never both.</summary>
/// <param name="Id">The event's id, as far as it could be read, so that the answer can name it.</param>
public readonly record struct ParsedEvent(UsageEvent? Event, string? Id, Refusal? Refusal);
