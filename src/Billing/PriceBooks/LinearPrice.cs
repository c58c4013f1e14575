using System.Numerics;
using Billing.Metering;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>
/// A part sum whose parts count one measure each, as whole weights over one denominator: the exact price in 10^-8
/// units is sum(count x weight) / denominator. Whole 64-bit arithmetic, no allocation; where a count is so large that
/// a sum might not fit, it says so and the exact fractions decide.
/// </summary>
internal sealed class LinearPrice
{
    private readonly Measure[] _measures;
    private readonly long[] _weights;
    private readonly long _upstreamWeight;
    private readonly long _denominator;
    private readonly long _countMax;
    private readonly Rounding _rounding;

    private LinearPrice(Measure[] measures, long[] weights, long upstreamWeight, long denominator, Rounding rounding)
    {
        _measures = measures;
        _weights = weights;
        _upstreamWeight = upstreamWeight;
        _denominator = denominator;
        _rounding = rounding;
        var heaviest = Math.Max(weights.Max(), Math.Max(upstreamWeight, 1));
        var roundedUp = denominator * rounding.StepUnits; // the last step up has to fit as well
        _countMax = (long.MaxValue - roundedUp) / heaviest / weights.Length;
    }

    /// <summary>Null when a part multiplies measures or a weight does not fit.</summary>
    public static LinearPrice? Of(PartSum line)
    {
        if (line.Parts.Count == 0 || line.Parts.Any(part => part.Measures.Count != 1)) return null;
        var rates = line.Parts.Select(part => UnitsPerCount(part)).ToArray();
        var upstream = line.Upstream is { } u ? u.CreditPrice * u.Markup : Fraction.Zero;
        var denominator = rates.Append(upstream).Aggregate(BigInteger.One, (common, rate) => common * rate.Denominator / BigInteger.GreatestCommonDivisor(common, rate.Denominator));
        if (denominator * line.Rounding.StepUnits > long.MaxValue) return null;
        var weights = rates.Select(rate => (rate * denominator).Numerator).ToArray();
        var upstreamWeight = (upstream * denominator).Numerator;
        if (weights.Append(upstreamWeight).Max() > int.MaxValue * 1_000_000L) return null;
        var measures = line.Parts.Select(part => part.Measures[0]).ToArray();
        return new(measures, [.. weights.Select(weight => (long)weight)], (long)upstreamWeight, (long)denominator, line.Rounding);
    }

    /// <summary>Rounded charge in 10^-8 units. Quantities are not negative.</summary>
    /// <param name="upstreamUnits">10^-8 of the provider's credit, 0 where unknown.</param>
    /// <returns>False when a count is too large for this arithmetic.</returns>
    public bool TryCharge(in Quantities quantities, long upstreamUnits, out long charge, out bool upstreamIsLarger)
    {
        charge = 0;
        upstreamIsLarger = false;
        if (upstreamUnits > _countMax) return false;
        long catalog = 0;
        for (var i = 0; i < _measures.Length; i++)
        {
            var count = quantities[_measures[i]];
            if (count > _countMax) return false;
            catalog += count * _weights[i];
        }

        var upstream = upstreamUnits * _upstreamWeight;
        upstreamIsLarger = upstream > catalog;
        charge = _rounding.ToUnits(upstreamIsLarger ? upstream : catalog, _denominator);
        return true;
    }

    private static Fraction UnitsPerCount(PricePart part) =>
        part.Rate * Asset.UnitsPerWhole / (part.Divisor * part.Measures[0].Scale());
}
