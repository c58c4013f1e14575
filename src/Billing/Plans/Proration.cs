using Billing.Units;

namespace Billing.Plans;

/// <summary>A stretch of a period and its share of the price.</summary>
/// <param name="Exact">Before rounding, in whole money.</param>
/// <param name="Amount">After it; all parts together are the price.</param>
public sealed record ProratedPart(Period Period, Fraction Exact, Amount Amount);

/// <summary>What a price for a period means for parts of it, by the true length of the time (KO-26, KO-29).</summary>
public static class Proration
{
    /// <summary>Cuts a period, and its price by largest remainder, so that the parts add up to the price.</summary>
    /// <param name="price">0 or more, a whole number of steps.</param>
    /// <param name="period">Longer than nothing.</param>
    /// <param name="cuts">Inside the period, in any order.</param>
    /// <param name="stepUnits">The grain of the parts: 1,000,000 for cents.</param>
    /// <exception cref="ArgumentException">A cut lies outside, the period is empty, or the price is no number of steps.</exception>
    public static IReadOnlyList<ProratedPart> Split(Amount price, Period period, IEnumerable<Instant> cuts, long stepUnits)
    {
        var bounds = cuts.Order().Prepend(period.Start).Append(period.End).ToList();
        if (bounds.Any(at => at < period.Start || at > period.End)) throw new ArgumentException("A cut lies outside the period", nameof(cuts));
        var parts = bounds.Zip(bounds.Skip(1), (start, end) => new Period(start, end)).ToList();
        var amounts = LargestRemainder.Split(price.Units, stepUnits, [.. parts.Select(part => Length(part))]);
        return [.. parts.Select((part, i) => new ProratedPart(part, ExactShare(price, period, part), new(amounts[i], price.Asset)))];
    }

    /// <summary>A price for a part of its period that is bought by itself: rounded once, the rest of the period is nobody's.</summary>
    public static Amount Share(Amount price, Period period, Period part, Rounding rounding) =>
        new(rounding.ToUnits(ExactShare(price, period, part)), price.Asset);

    private static Fraction ExactShare(Amount price, Period period, Period part) =>
        Fraction.Of(price.Units, Asset.UnitsPerWhole) * Fraction.Of(Length(part), Length(period));

    private static long Length(Period period) => period.End.Micros - period.Start.Micros;
}
