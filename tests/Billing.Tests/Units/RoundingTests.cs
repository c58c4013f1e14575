using Billing.Units;

namespace Billing.Tests.Units;

public sealed class RoundingTests
{
    [Theory]
    [InlineData(RoundingMode.HalfUp, 5, 2, 3)]
    [InlineData(RoundingMode.HalfUp, 149, 100, 1)]
    [InlineData(RoundingMode.HalfUp, 3, 2, 2)]
    [InlineData(RoundingMode.Up, 101, 100, 2)]
    [InlineData(RoundingMode.Up, 100, 100, 1)]
    [InlineData(RoundingMode.Down, 199, 100, 1)]
    public void Rounding_AtAndAroundTheHalf_GoesItsWayInBothArithmetics(RoundingMode mode, long numerator, long denominator, long units)
    {
        var rule = new Rounding(1, mode);
        Assert.Equal(units, rule.ToUnits(numerator, denominator));
        Assert.Equal(units, rule.ToUnits(Fraction.Of(numerator, denominator) / Asset.UnitsPerWhole));
        Assert.Equal(-units, rule.ToUnits(-Fraction.Of(numerator, denominator) / Asset.UnitsPerWhole));
    }
}
