using System.Text.Json;
using Billing.Metering;
using Billing.Units;

namespace BillingPortal.Portal.Commands;

/// <summary>Writes a usage event as one line of newline-delimited CloudEvents, as <c>POST /v1/usage</c> reads it.</summary>
public static class CloudEventLine
{
    public static void Write(Utf8JsonWriter json, UsageEvent e)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", e.Id);
        json.WriteString("source", e.Source);
        json.WriteString("type", e.Meter);
        json.WriteString("time", e.Time.ToString());
        json.WriteStartObject("data");
        WriteText(json, "model", e.Model);
        json.WriteString("status", e.Status.ToString().ToLowerInvariant());
        WriteNumber(json, "http_status", e.HttpStatus);
        foreach (var measure in Measures.All)
        {
            if (e.Quantities[measure] == 0) continue;
            json.WritePropertyName(measure.Name());
            json.WriteRawValue(e.Quantities.Exact(measure).ToDecimalText(6));
        }

        WriteText(json, "resolution", e.Resolution);
        if (e.UpstreamUnits is { } upstream)
        {
            json.WriteStartObject("upstream");
            json.WriteString("unit", "upstream_credits");
            json.WriteString("amount", Fraction.Of(upstream, Asset.UnitsPerWhole).ToDecimalText(8));
            json.WriteEndObject();
        }

        WriteNumber(json, "latency_ms", e.LatencyMs);
        WriteText(json, "ip", e.Ip);
        WriteText(json, "user_agent", e.UserAgent);
        WriteText(json, "resource", e.Resource);
        WriteText(json, "service", e.Service);
        WriteText(json, "environment", e.Environment);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }

}
