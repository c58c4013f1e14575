using System.Numerics;

namespace Billing.Units;

/// <summary>Which way an exact value goes when it lies between two steps.</summary>
public enum RoundingMode
{
    /// <summary>Away from zero whenever anything is left over.</summary>
    Up,

    /// <summary>Towards zero.</summary>
    Down,

    /// <summary>To the nearest step, halves away from zero.</summary>
    HalfUp,
}

/// <summary>
/// A price book's rounding rule: the only place where an exact value becomes a count of units.
/// </summary>
/// <param name="StepUnits">The grain in 10^-8 units: 1 for a micro-cent, 1,000,000 for a cent, 100,000,000 for a whole credit.</param>
/// <param name="Mode">Which way.</param>
/// <param name="FloorUnits">The least charge above zero in 10^-8 units (KU-3: 100); 0 for none.</param>
public readonly record struct Rounding(long StepUnits, RoundingMode Mode, long FloorUnits = 0)
{
    /// <summary>Whole units of 10^-8 of an exact amount of the asset.</summary>
    /// <param name="exact">The exact amount in whole assets (1/2 = half a dollar).</param>
    /// <exception cref="OverflowException">The result does not fit a long.</exception>
    public long ToUnits(Fraction exact)
    {
        if (exact.IsZero) return 0;
        var steps = Divide(exact.Numerator * Asset.UnitsPerWhole, exact.Denominator * StepUnits, Mode);
        var units = checked((long)steps * StepUnits);
        return exact.Sign > 0 ? Math.Max(units, FloorUnits) : units;
    }

    /// <summary>The same for numerator / denominator already in 10^-8 units, without allocation.</summary>
    /// <param name="numerator">0 or more.</param>
    /// <param name="denominator">Above 0; its product with <see cref="StepUnits"/> fits a long.</param>
    /// <exception cref="OverflowException">The result does not fit a long.</exception>
    public long ToUnits(long numerator, long denominator)
    {
        if (numerator == 0) return 0;
        var step = checked(denominator * StepUnits);
        var (steps, rest) = Math.DivRem(numerator, step);
        if (rest != 0 && (Mode == RoundingMode.Up || (Mode == RoundingMode.HalfUp && rest >= step - rest))) steps++;
        return Math.Max(checked(steps * StepUnits), FloorUnits);
    }

    private static BigInteger Divide(BigInteger numerator, BigInteger denominator, RoundingMode mode)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        if (rest.IsZero) return quotient;
        var away = mode switch
        {
            RoundingMode.Up => true,
            RoundingMode.Down => false,
            RoundingMode.HalfUp => BigInteger.Abs(rest) * 2 >= denominator,
            _ => throw new ArgumentOutOfRangeException(nameof(mode)),
        };
        return away ? quotient + numerator.Sign : quotient;
    }
}
