using System.Numerics;
using System.Text.Json;

namespace Billing.Tests.Oracle;

/// <summary>A price: where it stands in the document.</summary>
internal sealed record OracleLine(JsonElement Meter, JsonElement Line)
{
    public string MeterId => Meter.GetProperty("id").GetString()!;

    public string? Model => OracleBook.Text(Line, "model");

    public string? Resolution => OracleBook.Text(Line, "resolution");

    public bool Announced => OracleBook.Text(Line, "announced") is not null;

    public bool PerHour => OracleBook.Text(Meter, "round_over") == "environment_hour";

    public bool Compares => OracleBook.Text(Meter, "compare") == "larger_of_catalog_and_upstream";

    /// <summary>Everything that may be reported with it.</summary>
    public IReadOnlyList<string> Measures =>
    [
        .. OracleBook.List(Meter, "recorded").Select(name => name.GetString()!),
        .. OracleBook.List(Meter, "parts").SelectMany(part => OracleBook.List(part, "measures")).Select(name => name.GetString()!),
        .. OracleBook.Text(Line, "measure") is { } measure ? [measure] : Array.Empty<string>(),
    ];
}

/// <summary>
/// A price book as its JSON text says, read a second time without the product's reader: prices, rounding, ends of grants,
/// order, discounts. Amounts are in 10^-8 of a whole, seconds and GiB-hours are counted in millionths.
/// </summary>
internal sealed class OracleBook(byte[] json)
{
    public static readonly BigInteger Whole = 100_000_000;

    private static readonly BigInteger DearestEvent = 10_000_000 * Whole;

    private readonly JsonElement _root = JsonDocument.Parse(json).RootElement;

    public IReadOnlyList<OracleLine> Lines => [.. List(_root, "meters").SelectMany(meter => List(meter, "lines").Select(line => new OracleLine(meter, line)))];

    public string AtZero => Text(_root.GetProperty("wallet"), "at_zero")!;

    public bool IsPostpaid => Text(_root.GetProperty("wallet"), "funding") == "postpaid";

    public bool TakesAllOrNothing => Text(_root.GetProperty("wallet"), "payment") == "whole_or_nothing";

    public IReadOnlyList<string> Plans => [.. List(_root, "plans").Select(plan => Text(plan, "id")!)];

    public JsonElement Root => _root;

    /// <summary>The exact price in 10^-8, before rounding.</summary>
    public Exact PriceOf(OracleLine line, IReadOnlyDictionary<string, BigInteger> counts, BigInteger upstream)
    {
        Exact Count(string measure) => Exact.Whole(counts.GetValueOrDefault(measure)) / (measure is "seconds" or "gib_hours" ? 1_000_000 : 1);
        if (Text(line.Meter, "price") == "started_steps")
        {
            var steps = (Count(Text(line.Line, "measure")!) / line.Line.GetProperty("batch").GetInt32()).Up;
            return Exact.Whole(steps * Whole) * Exact.Read(Text(line.Line, "price_per_step")!);
        }

        var catalog = Exact.Whole(0);
        foreach (var part in List(line.Meter, "parts"))
        {
            var price = Exact.Whole(Whole) * Exact.Read(Text(line.Line.GetProperty("prices"), Text(part, "price")!)!);
            foreach (var measure in List(part, "measures")) price *= Count(measure.GetString()!);
            if (Text(part, "factor") is { } factor) price *= FactorOf(line.Model!, factor);
            catalog += price / Number(part, "divisor") / Number(part, "per");
        }

        if (!line.Compares) return catalog;
        var providers = Exact.Whole(upstream) * Exact.Read(Text(_root.GetProperty("upstream"), "credit_price")!) * Exact.Read(Text(line.Line, "markup")!);
        return providers > catalog ? providers : catalog;
    }

    /// <summary>A rounded price in 10^-8.</summary>
    public BigInteger Round(OracleLine line, Exact price)
    {
        var rule = line.Meter.TryGetProperty("rounding", out var own) ? own : _root.GetProperty("rounding");
        var step = UnitsOf(rule, "step");
        var steps = price / step;
        var rounded = step * (Text(rule, "mode") switch { "up" => steps.Up, "down" => steps.Down, _ => steps.Near });
        return price.Over.IsZero ? 0 : BigInteger.Max(rounded, Text(rule, "floor") is null ? 0 : UnitsOf(rule, "floor"));
    }

    public static bool IsTooDear(Exact price) => price > Exact.Whole(DearestEvent);

    /// <summary>The end of a grant that begins now, by the months of its cycle; null for none.</summary>
    public long? EndOf(string kind, long at, long cycle)
    {
        var rule = List(_root, "grants").FirstOrDefault(grant => Text(grant, "kind") == kind);
        return rule.ValueKind == JsonValueKind.Undefined ? null : Text(rule, "expiry") switch
        {
            "months" => OracleCalendar.Plus(at, rule.GetProperty("months").GetInt32()),
            "periods" => OracleCalendar.Plus(cycle, OracleCalendar.MonthsSince(cycle, at) + rule.GetProperty("periods").GetInt32()),
            _ => null,
        };
    }

    /// <summary>Who pays first: a list of figures per grant, compared one after the other.</summary>
    public BigInteger[] Turn(string kind, long granted, long? end, int number)
    {
        var order = _root.GetProperty("burn_order");
        var ranked = List(order, "kind_rank").Select(name => name.GetString()).ToList();
        return
        [
            .. List(order, "keys").Select(key => key.GetString() switch
            {
                "kind" => ranked.Contains(kind) ? ranked.IndexOf(kind) : ranked.Count,
                "expiry" => end ?? (BigInteger)long.MaxValue,
                _ => (BigInteger)granted,
            }),
            number,
        ];
    }

    /// <summary>A plan's discount on debits from top-ups, in 10^-8.</summary>
    public long DiscountOf(string plan) =>
        List(_root, "plans").Single(p => Text(p, "id") == plan) is var found && Text(found, "topup_discount") is not null ? (long)UnitsOf(found, "topup_discount") : 0;

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static BigInteger UnitsOf(JsonElement element, string name) => (Exact.Read(Text(element, name)!) * Exact.Whole(Whole)).Down;

    private static int Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt32() : 1;

    private Exact FactorOf(string model, string factor)
    {
        var family = Text(List(_root, "models").Single(m => Text(m, "id") == model), "family");
        return Exact.Read(Text(List(_root, "families").Single(f => Text(f, "id") == family).GetProperty("factors"), factor)!);
    }
}
