using System.Text.Json;
using Billing.Metering;
using Billing.Rating;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>What an event costs. The fast form and the explanation must say the same.</summary>
internal static class RateUsageVectors
{
    public static object Answer(Vector vector)
    {
        var book = VectorBook.Of(vector);
        var usage = EventOf(vector);
        var rated = Rater.Rate(book, usage);
        if (rated.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
        var explanation = Rater.Explain(book, usage) ?? throw new InvalidOperationException("The charge has no explanation");
        if (explanation.Charge.Units != rated.Cost) throw new InvalidOperationException($"Rated {rated.Cost.Text()}, explained {explanation.Charge}");
        return new
        {
            unit = book.Wallet.Unit.Code,
            parts = explanation.Lines.Select(line => new { name = line.Name, frac = line.Exact.ToString() }),
            candidates = explanation.Candidates.Select(candidate => new { name = candidate.Name, frac = candidate.Exact.ToString() }),
            exact = explanation.Exact.ToString(),
            steps = rated.Chosen == Chosen.Steps ? (long?)explanation.Lines.Sum(line => (long)line.Quantity.Numerator) : null,
            chosen = rated.Chosen.Word(),
            cost = rated.Cost.Text(),
        };
    }

    private static UsageEvent EventOf(Vector vector)
    {
        var upstream = vector.When.GetProperty("upstream");
        return new()
        {
            Id = vector.Id,
            Source = "vectors",
            Meter = vector.Given.Text("meter"),
            Model = VectorBook.Item,
            Time = Instant.At(2026, 3, 1),
            Quantities = QuantitiesOf(vector.When.GetProperty("quantities")),
            Status = vector.When.Text("status").Named<UsageStatus>(),
            UpstreamUnits = upstream.ValueKind == JsonValueKind.Null ? null : upstream.Units("amount"),
        };
    }

    /// <summary>Storage is GiB x hours, instances multiply their seconds: the engine's measures hold the products.</summary>
    private static Quantities QuantitiesOf(JsonElement given)
    {
        var counts = given.EnumerateObject().ToDictionary(q => q.Name, q => Fraction.Parse(q.Value.GetString()!), StringComparer.Ordinal);
        if (counts.Remove("storage_gib", out var gib) && counts.Remove("hours", out var hours)) counts["gib_hours"] = gib * hours;
        if (counts.Remove("instances", out var instances)) counts["seconds"] *= instances;
        var quantities = default(Quantities);
        foreach (var (name, count) in counts)
        {
            if (!Measures.TryParse(name, out var measure)) throw new FormatException($"'{name}' is not a measure");
            var stored = count * measure.Scale();
            if (!stored.IsWhole) throw new FormatException($"{name} {count.Text()} is finer than the engine counts");
            quantities[measure] = (long)stored.Numerator;
        }

        return quantities;
    }
}
