using System.Globalization;
using Billing.Metering;
using Billing.Rating;
using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>The one place that knows the columns of a usage table, their order, and how a row is bound and read.</summary>
internal static class UsageColumns
{
    private static readonly string[] Before =
        ["row", "account", "api_key", "source", "event_id", "meter", "model", "status", "http_status", "occurred", "recorded"];

    private static readonly string[] After =
    [
        "resolution", "upstream", "latency_ms", "ip", "user_agent", "resource", "service", "environment",
        "cost", "uncovered", "price_version", "price_line", "chosen",
    ];

    private static readonly int FirstQuantity = Before.Length;
    private static readonly int FirstAfter = FirstQuantity + Measures.Count;

    /// <summary>All columns in order, for SELECT and INSERT.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Before, .. Measures.All.Select(m => m.Name()), .. After];

    public static string List { get; } = string.Join(", ", All);

    public static string CreateTable(string table) =>
        $"CREATE TABLE {table} ({string.Join(", ", All.Select(Definition))})";

    public static string Insert(string table) =>
        $"INSERT INTO {table} ({List}) VALUES ({string.Join(", ", All.Select(_ => "?"))})";

    public static void Bind(Statement to, in StoredUsage usage)
    {
        to.Bind(1, usage.Row);
        to.Bind(2, usage.Account);
        to.Bind(3, usage.ApiKey);
        to.Bind(4, usage.Source);
        BindEventId(to, 5, usage.EventId);
        to.Bind(6, usage.Meter);
        to.Bind(7, usage.Model);
        to.Bind(8, (long)usage.Status);
        to.Bind(9, usage.HttpStatus);
        to.Bind(10, usage.Occurred.Micros);
        to.Bind(11, usage.Recorded.Micros);
        var quantities = usage.Quantities;
        ReadOnlySpan<long> counts = quantities;
        for (var i = 0; i < counts.Length; i++) to.Bind(FirstQuantity + 1 + i, counts[i]);
        var at = FirstAfter + 1;
        to.Bind(at, usage.Resolution);
        to.Bind(at + 1, usage.UpstreamUnits);
        to.Bind(at + 2, usage.LatencyMs);
        to.Bind(at + 3, usage.Ip);
        to.Bind(at + 4, usage.UserAgent);
        to.Bind(at + 5, usage.Resource);
        to.Bind(at + 6, usage.Service);
        to.Bind(at + 7, usage.Environment);
        to.Bind(at + 8, usage.Cost);
        to.Bind(at + 9, usage.Uncovered);
        to.Bind(at + 10, usage.PriceVersion);
        to.Bind(at + 11, usage.PriceLine);
        to.Bind(at + 12, (long)usage.Chosen);
    }

    public static StoredUsage Read(Statement from)
    {
        var quantities = new Quantities();
        for (var i = 0; i < Measures.Count; i++) quantities[(Measure)i] = from.Long(FirstQuantity + i);
        var at = FirstAfter;
        return new StoredUsage
        {
            Row = from.Long(0),
            Account = from.Int(1),
            ApiKey = from.Int(2),
            Source = from.Int(3),
            EventId = ReadEventId(from, 4),
            Meter = from.Int(5),
            Model = from.Int(6),
            Status = (UsageStatus)from.Int(7),
            HttpStatus = from.IsNull(8) ? null : from.Int(8),
            Occurred = new Instant(from.Long(9)),
            Recorded = new Instant(from.Long(10)),
            Quantities = quantities,
            Resolution = from.Int(at),
            UpstreamUnits = from.IsNull(at + 1) ? null : from.Long(at + 1),
            LatencyMs = from.IsNull(at + 2) ? null : from.Int(at + 2),
            Ip = from.Int(at + 3),
            UserAgent = from.Int(at + 4),
            Resource = from.Int(at + 5),
            Service = from.Int(at + 6),
            Environment = from.Int(at + 7),
            Cost = from.Long(at + 8),
            Uncovered = from.Long(at + 9),
            PriceVersion = from.Int(at + 10),
            PriceLine = from.Int(at + 11),
            Chosen = (Chosen)from.Int(at + 12),
        };
    }

    /// <summary>A UUID in its usual form is 16 bytes, any other text is kept as it is; reading gives the same text back.</summary>
    private static void BindEventId(Statement to, int parameter, string id)
    {
        Span<char> text = stackalloc char[36];
        Span<byte> bytes = stackalloc byte[16];
        if (id.Length == 36
            && Guid.TryParseExact(id, "D", out var uuid)
            && uuid.TryFormat(text, out _, "D")
            && text.SequenceEqual(id)
            && uuid.TryWriteBytes(bytes, bigEndian: true, out _))
            to.Bind(parameter, bytes);
        else to.Bind(parameter, id);
    }

    public static string ReadEventId(Statement from, int column) =>
        from.IsBlob(column) ? new Guid(from.Blob(column), bigEndian: true).ToString("D", CultureInfo.InvariantCulture) : from.Text(column);

    private static string Definition(string column) => column switch
    {
        "row" => "row INTEGER PRIMARY KEY",
        "event_id" => "event_id NOT NULL",
        "http_status" or "upstream" or "latency_ms" => $"{column} INTEGER",
        _ => $"{column} INTEGER NOT NULL",
    };
}
