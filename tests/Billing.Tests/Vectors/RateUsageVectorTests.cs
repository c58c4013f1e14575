using System.Text.Json;
using Billing.Metering;
using Billing.Rating;
using Billing.Units;

namespace Billing.Tests.Vectors;

/// <summary>All price rules of the five documents: the rate kinds are there, whether or not a shipped book uses them yet.</summary>
public sealed class RateUsageVectorTests
{
    public static TheoryData<string, string> Cases => Vector.Cases("rate-usage");

    [Theory]
    [MemberData(nameof(Cases))]
    public void RateUsage_Vector_GivesTheExpectedCharge(string id, string title)
    {
        var vector = Vector.Of(id);
        var book = VectorBook.Of(vector);
        var usage = EventOf(vector);
        var rated = Rater.Rate(book, usage);
        var explanation = Rater.Explain(book, usage)!;
        var expect = vector.Expect;

        Assert.True(rated.Refusal is null, $"{title}: {rated.Refusal?.Message}");
        Assert.Equal(expect.Str("cost"), rated.Cost.Text());
        Assert.Equal(expect.Str("chosen"), rated.Chosen.ToString().ToLowerInvariant());
        Assert.Equal(expect.Str("cost"), explanation.Charge.ToDecimalText());
        Assert.Equal(expect.Str("exact"), explanation.Exact.ToString());
        Assert.Equal(Fractions(expect.GetProperty("candidates")), explanation.Candidates.Select(c => (c.Name, c.Exact.ToString())));
        Assert.Equal(Fractions(expect.GetProperty("parts")).Where(part => part.Item2 != "0/1"), explanation.Lines.Select(l => (l.Name, l.Exact.ToString())).Where(part => part.Item2 != "0/1"));
        if (expect.GetProperty("steps") is { ValueKind: JsonValueKind.Number } steps)
            Assert.Equal(steps.GetInt64(), explanation.Lines.Sum(line => (long)line.Quantity.Numerator));
    }

    private static IEnumerable<(string, string)> Fractions(JsonElement list) => list.EnumerateArray().Select(part => (part.Str("name")!, part.Str("frac")!));

    private static UsageEvent EventOf(Vector vector)
    {
        var counts = vector.When.GetProperty("quantities").EnumerateObject().ToDictionary(q => q.Name, q => Fraction.Parse(q.Value.GetString()!), StringComparer.Ordinal);
        if (counts.Remove("storage_gib", out var gib) && counts.Remove("hours", out var hours)) counts["gib_hours"] = gib * hours;
        if (counts.Remove("instances", out var instances)) counts["seconds"] *= instances;
        var quantities = default(Quantities);
        foreach (var (name, count) in counts)
        {
            Assert.True(Measures.TryParse(name, out var measure), name);
            var stored = count * measure.Scale();
            Assert.True(stored.IsWhole, $"{name} {count}");
            quantities[measure] = (long)stored.Numerator;
        }

        var upstream = vector.When.GetProperty("upstream");
        return new()
        {
            Id = vector.Id, Source = "vectors", Meter = vector.Given.Str("meter")!, Model = "test-model", Time = Instant.At(2026, 3, 1), Quantities = quantities,
            Status = Enum.Parse<UsageStatus>(vector.When.Str("status")!, ignoreCase: true),
            UpstreamUnits = upstream.ValueKind == JsonValueKind.Null ? null : upstream.Units("amount"),
        };
    }
}
