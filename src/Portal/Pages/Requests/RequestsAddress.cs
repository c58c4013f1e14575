using System.Globalization;
using Billing.Metering;
using Billing.Service.Reads;
using Billing.Units;

namespace BillingPortal.Portal.Pages.Requests;

/// <summary>How the list's place and filters stand in the address; what cannot be read is as if it were not there.</summary>
public static class RequestsAddress
{
    /// <summary>"1763733600000000-81": the time in microseconds and the row of the last line shown.</summary>
    public static string? Write(RequestsPosition? position) => position is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{position.Time.Micros}-{position.Row}");

    public static RequestsPosition? Read(string? page)
    {
        var parts = page?.Split('-') ?? [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && micros <= Instant.Latest.Micros
                ? new RequestsPosition(new Instant(micros), row)
                : null;
    }

    public static UsageStatus? Status(string? name) => name switch
    {
        "success" => UsageStatus.Success,
        "error" => UsageStatus.Error,
        "timeout" => UsageStatus.Timeout,
        _ => null,
    };

    public static Guid? Key(string? text) => Guid.TryParseExact(text, "N", out var key) ? key : null;
}
