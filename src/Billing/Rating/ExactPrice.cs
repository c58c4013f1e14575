using System.Numerics;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Rating;

/// <summary>An exact price before rounding, in whole assets, with how it came about.</summary>
/// <param name="Lines">The catalog side; every part, those with nothing included.</param>
/// <param name="Candidates">What was compared.</param>
/// <param name="Steps">Started steps, where the line counts them.</param>
internal sealed record ExactPrice(IReadOnlyList<ExplanationLine> Lines, IReadOnlyList<Candidate> Candidates, Chosen Chosen, Fraction Exact, BigInteger? Steps = null)
{
    public static ExactPrice Of(PriceLine line, in Quantities quantities, long upstreamUnits) => line switch
    {
        PartSum sum => OfParts(sum, quantities, upstreamUnits),
        StartedSteps steps => OfSteps(steps, quantities),
        _ => throw new InvalidOperationException($"No rule rates a {line.GetType().Name}"),
    };

    private static ExactPrice OfParts(PartSum line, in Quantities quantities, long upstreamUnits)
    {
        var lines = new List<ExplanationLine>(line.Parts.Count);
        var catalog = Fraction.Zero;
        foreach (var part in line.Parts)
        {
            var quantity = part.QuantityOf(quantities);
            lines.Add(new(part.Name, quantity, part.Rate, part.Factor, quantity * part.Rate));
            catalog += quantity * part.Rate;
        }

        var formula = string.Join(" + ", lines.Where(l => !l.Quantity.IsZero).Select(l => $"{Figure.Of(l.Quantity)} x {Figure.Of(l.Rate)}"));
        if (formula.Length == 0) formula = "0";
        if (line.Upstream is not { } rule) return new(lines, [new("sum", catalog, formula)], Chosen.Sum, catalog);

        var candidates = new List<Candidate> { new("catalog", catalog, formula) };
        if (upstreamUnits == 0) return new(lines, candidates, Chosen.Catalog, catalog);
        var upstream = rule.ExactOf(upstreamUnits);
        candidates.Add(new("upstream", upstream, $"{Figure.Of(Fraction.Of(upstreamUnits, Asset.UnitsPerWhole))} cr x {Figure.Of(rule.CreditPrice)} x {Figure.Of(rule.Markup)}"));
        return upstream > catalog
            ? new(lines, candidates, Chosen.Upstream, upstream)
            : new(lines, candidates, Chosen.Catalog, catalog);
    }

    private static ExactPrice OfSteps(StartedSteps line, in Quantities quantities)
    {
        var steps = line.Steps(quantities.Exact(line.Measure));
        var exact = line.PricePerStep * steps;
        return new(
            [new(line.Part, steps, line.PricePerStep, null, exact)],
            [new("steps", exact, $"{steps} x {Figure.Of(line.PricePerStep)}")],
            Chosen.Steps, exact, steps);
    }
}
