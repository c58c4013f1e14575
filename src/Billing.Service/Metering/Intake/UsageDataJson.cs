using System.Text;
using Billing.Metering;

namespace Billing.Service.Metering.Intake;

/// <summary>The <c>data</c> object of a usage event: quantities by the measures' names, and what describes the call.</summary>
internal static class UsageDataJson
{
    private const int LongestName = 200;
    private const int LongestUserAgent = 1_000;
    private const int LongestIp = 64;

    /// <summary>Greatest whole quantities, so that no price overflows: a million million tokens, a thousand million of the dear things.</summary>
    private const long MostCount = 1_000_000_000_000, MostDear = 1_000_000_000, MostBytes = 1_000_000_000_000_000;

    private static readonly string[] Names =
    [
        .. Measures.All.Select(m => m.Name()),
        "model", "status", "http_status", "resolution", "latency_ms", "ip", "user_agent", "resource", "service", "environment", "upstream",
    ];

    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];
    private static readonly string[] Paths = [.. Names.Select(name => $"data.{name}")];

    public static void Read(ref JsonFields fields, EventDraft draft)
    {
        if (!fields.IsObject)
        {
            fields.Wrong("data", "must be an object");
            fields.Skip();
            return;
        }

        ulong seen = 0;
        while (fields.NextName())
        {
            var field = FieldOf(fields);
            if (field < 0)
            {
                fields.Wrong($"data.{fields.Name()}", "is not a field of usage data");
                _ = fields.Read();
                fields.Skip();
                continue;
            }

            if ((seen & (1UL << field)) != 0) fields.Wrong(Paths[field], "stands there twice");
            seen |= 1UL << field;
            _ = fields.Read();
            // Null says the same as leaving the field out.
            if (!fields.IsNull) ReadField(ref fields, field, draft);
        }
    }

    private static void ReadField(ref JsonFields fields, int field, EventDraft draft)
    {
        if (field < Measures.Count) draft.Quantities[field] = ReadMeasure(ref fields, (Measure)field, Paths[field]);
        else ReadOther(ref fields, Names[field], Paths[field], draft);
    }

    private static long ReadMeasure(ref JsonFields fields, Measure measure, string path) => measure switch
    {
        Measure.Seconds or Measure.GibHours => fields.Scaled(path, 6, MostDear),
        Measure.Images or Measure.Clips or Measure.RamMib => fields.Whole(path, MostDear),
        Measure.Bytes => fields.Whole(path, MostBytes),
        _ => fields.Whole(path, MostCount),
    };

    private static void ReadOther(ref JsonFields fields, string name, string path, EventDraft draft)
    {
        switch (name)
        {
            case "model": draft.Model = fields.Text(path, LongestName); break;
            case "status": draft.Status = ReadStatus(ref fields, path); break;
            case "http_status": draft.HttpStatus = (int)fields.Whole(path, 999); break;
            case "resolution": draft.Resolution = fields.Text(path, LongestName); break;
            case "latency_ms": draft.LatencyMs = (int)Math.Min(fields.Whole(path, int.MaxValue), int.MaxValue); break;
            case "ip": draft.Ip = fields.Text(path, LongestIp); break;
            case "user_agent": draft.UserAgent = fields.Text(path, LongestUserAgent); break;
            case "resource": draft.Resource = fields.Text(path, LongestName); break;
            case "service": draft.Service = fields.Text(path, LongestName); break;
            case "environment": draft.Environment = fields.Text(path, LongestName); break;
            case "upstream": ReadUpstream(ref fields, draft); break;
            default: throw new InvalidOperationException($"No reader for {name}");
        }
    }

    private static UsageStatus ReadStatus(ref JsonFields fields, string path)
    {
        switch (fields.Text(path, 20))
        {
            case "success": return UsageStatus.Success;
            case "error": return UsageStatus.Error;
            case "timeout": return UsageStatus.Timeout;
            default:
                fields.Wrong(path, "must be success, error or timeout");
                return default;
        }
    }

    private static void ReadUpstream(ref JsonFields fields, EventDraft draft)
    {
        if (!fields.IsObject)
        {
            fields.Wrong("data.upstream", "must be an object with unit and amount");
            fields.Skip();
            return;
        }

        var (unit, amount) = (false, false);
        while (fields.NextName())
        {
            var isUnit = fields.NameIs("unit"u8);
            var isAmount = fields.NameIs("amount"u8);
            if (!isUnit && !isAmount) fields.Wrong($"data.upstream.{fields.Name()}", "is not a field of upstream");
            if ((isUnit && unit) || (isAmount && amount)) fields.Wrong(isUnit ? "data.upstream.unit" : "data.upstream.amount", "stands there twice");
            (unit, amount) = (unit || isUnit, amount || isAmount);
            _ = fields.Read();
            if (isAmount) draft.UpstreamUnits = fields.Scaled("data.upstream.amount", 8, MostDear);
            else if (isUnit && fields.Text("data.upstream.unit", 40) is { } name && name != "upstream_credits") fields.Wrong("data.upstream.unit", "must be upstream_credits");
            else fields.Skip();
        }

        if (!amount) fields.Wrong("data.upstream.amount", "is required");
    }

    private static int FieldOf(in JsonFields fields)
    {
        for (var i = 0; i < Utf8Names.Length; i++)
        {
            if (fields.NameIs(Utf8Names[i])) return i;
        }

        return -1;
    }
}
