using System.Numerics;
using Billing.Units;

namespace Billing.Rating;

/// <summary>Exact figures for a reader with a pencil: a decimal where it ends within 18 places, else a fraction.</summary>
internal static class Figure
{
    private const int DecimalsMax = 18;

    public static string Of(Fraction value) =>
        (BigInteger.Pow(10, DecimalsMax) % value.Denominator).IsZero ? value.ToDecimalText(DecimalsMax) : value.ToString();
}
