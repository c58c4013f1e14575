using System.Globalization;

namespace Billing.Units;

/// <summary>
/// A signed count of 10^-8 of an asset. Arithmetic is checked: overflow throws <see cref="OverflowException"/>,
/// mixing assets throws <see cref="MixedAssetsException"/>. The range is about +/- 92 billion whole units.
/// </summary>
/// <param name="Units">Count of 10^-8 of <paramref name="Asset"/>.</param>
/// <param name="Asset">What is counted.</param>
public readonly record struct Amount(long Units, Asset Asset) : IComparable<Amount>
{
    /// <summary>Nothing of an asset.</summary>
    public static Amount Zero(Asset asset) => new(0, asset);

    /// <summary>Whole units of an asset, e.g. 10 USD.</summary>
    public static Amount Whole(long whole, Asset asset) => new(checked(whole * Asset.UnitsPerWhole), asset);

    public bool IsZero => Units == 0;
    public bool IsNegative => Units < 0;
    public bool IsPositive => Units > 0;

    public static Amount operator +(Amount a, Amount b) => new(checked(a.Units + Same(a, b).Units), a.Asset);
    public static Amount operator -(Amount a, Amount b) => new(checked(a.Units - Same(a, b).Units), a.Asset);
    public static Amount operator -(Amount a) => new(checked(-a.Units), a.Asset);
    public static bool operator <(Amount a, Amount b) => a.Units < Same(a, b).Units;
    public static bool operator >(Amount a, Amount b) => a.Units > Same(a, b).Units;
    public static bool operator <=(Amount a, Amount b) => a.Units <= Same(a, b).Units;
    public static bool operator >=(Amount a, Amount b) => a.Units >= Same(a, b).Units;

    public int CompareTo(Amount other) => Units.CompareTo(Same(this, other).Units);

    public static Amount Min(Amount a, Amount b) => a <= b ? a : b;
    public static Amount Max(Amount a, Amount b) => a >= b ? a : b;

    /// <summary>The exact decimal text without an asset: <c>-0.0123</c>. At most 8 decimals, no trailing zeros.</summary>
    public string ToDecimalText() => Fraction.Of(Units, Asset.UnitsPerWhole).ToDecimalText(8);

    /// <summary>Reads <see cref="ToDecimalText"/>'s form. More than 8 decimals, signs other than one minus, or a value out of range fail.</summary>
    /// <exception cref="FormatException">The text is not such a number.</exception>
    public static Amount Parse(string text, Asset asset) =>
        TryParse(text, asset, out var amount) ? amount : throw new FormatException($"'{text}' is not an amount with at most 8 decimals");

    /// <summary>As <see cref="Parse"/>, but answers false.</summary>
    public static bool TryParse(string? text, Asset asset, out Amount amount)
    {
        amount = Zero(asset);
        if (!Fraction.TryParse(text, out var value)) return false;
        var units = value * Asset.UnitsPerWhole;
        if (!units.IsWhole || units.Numerator > long.MaxValue || units.Numerator < long.MinValue) return false;
        amount = new((long)units.Numerator, asset);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ToDecimalText()} {Asset}");

    private static Amount Same(Amount a, Amount b) =>
        a.Asset == b.Asset ? b : throw new MixedAssetsException(a.Asset, b.Asset);
}

/// <summary>Two assets met in one calculation; there is no exchange rate in the core.</summary>
public sealed class MixedAssetsException(Asset left, Asset right)
    : InvalidOperationException($"{left} and {right} cannot be added or compared");
