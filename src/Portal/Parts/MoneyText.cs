using System.Globalization;
using Billing.Units;

namespace BillingPortal.Portal.Parts;

/// <summary>
/// An amount as people read it: the whole units in full ink, the rest quieter, the unit always printed.
/// Rounded here and only here; <see cref="Exact"/> keeps every digit that is booked.
/// </summary>
/// <param name="Whole">Sign, currency and whole units: "−$6".</param>
/// <param name="Rest">What steps back: ".33", ".025703", or nothing.</param>
/// <param name="Unit">A unit after the figure, such as "cr"; empty for currencies with a sign in front.</param>
/// <param name="Exact">All eight decimals: "−$6.33000000".</param>
/// <param name="Hides">Something that is booked is not on screen, so the exact amount is worth a tab stop.</param>
public sealed record MoneyText(string Whole, string Rest, string Unit, string Exact, bool Hides)
{
    private const int Scale = 8;
    private const long PerUnit = Asset.UnitsPerWhole;
    private const char Minus = '\u2212';

    /// <summary>The words as one string, for sentences, labels and chart axes.</summary>
    public override string ToString() => Unit.Length == 0 ? Whole + Rest : $"{Whole}{Rest} {Unit}";

    /// <param name="style">How much of it is wanted.</param>
    /// <param name="signed">Print a plus: only for credits and differences.</param>
    public static MoneyText Of(Amount amount, MoneyStyle style = MoneyStyle.Total, bool signed = false)
    {
        var (units, asset) = amount;
        var size = (UInt128)Int128.Abs(units);
        // Credits are counted whole wherever they come whole; money keeps its cents.
        var (decimals, trimTo) = asset.IsMoney || size % PerUnit != 0 || style is MoneyStyle.Exact or MoneyStyle.Rate ? Precision(size, style) : (0, 0);
        var shown = RoundHalfAway(size, Scale - decimals);
        var below = shown == 0 && size != 0;
        if (below) shown = 1;

        var digits = shown.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var whole = Grouped(digits[..^decimals]);
        var rest = decimals == 0 ? "" : Trimmed(digits[^decimals..], trimTo);

        var sign = units < 0 ? Minus.ToString() : signed && units > 0 ? "+" : "";
        var (prefix, unit) = Symbol(asset);
        // Something smaller than the smallest figure shown is never a zero.
        var bound = below ? units < 0 ? "> " : "< " : "";
        return new MoneyText(
            $"{bound}{sign}{prefix}{whole}",
            rest.Length == 0 ? "" : $".{rest}",
            unit,
            ExactText(units, size, asset),
            below || RoundHalfAway(size, Scale - decimals) * Pow10(Scale - decimals) != size);
    }

    /// <summary>What stands at a field for an amount: "$", "€", "CHF", "cr".</summary>
    public static string Sign(Asset asset) => Symbol(asset) is ({ Length: > 0 } prefix, _) ? prefix : Symbol(asset).Unit;

    /// <summary>"41,238,114,200 micro-cents" for a currency, "… of 10⁻⁸" for a credit: the integer that is booked.</summary>
    public static string Units(Amount amount)
    {
        var count = amount.Units.ToString("#,0;\u2212#,0", CultureInfo.InvariantCulture);
        return amount.Asset.IsMoney ? $"{count} micro-cents" : $"{count} × 10⁻⁸ {amount.Asset}";
    }

    private static (int Decimals, int TrimTo) Precision(UInt128 size, MoneyStyle style) => style switch
    {
        MoneyStyle.Exact => (Scale, Scale),
        MoneyStyle.Rate => (Scale, 6),
        MoneyStyle.Price => (Scale, 2),
        MoneyStyle.Whole when size >= 10 * PerUnit => (0, 0),
        MoneyStyle.Event when size > 0 && size < PerUnit => (6, 6),
        // Below a cent two decimals would say nothing, or a zero that is not true.
        _ when size > 0 && size < PerUnit / 100 => (6, 2),
        _ => (2, 2),
    };

    private static UInt128 RoundHalfAway(UInt128 size, int drop)
    {
        var step = Pow10(drop);
        return (size + step / 2) / step;
    }

    private static UInt128 Pow10(int power)
    {
        UInt128 result = 1;
        for (var i = 0; i < power; i++) result *= 10;
        return result;
    }

    private static string Trimmed(string decimals, int keep)
    {
        var length = decimals.Length;
        while (length > keep && decimals[length - 1] == '0') length--;
        return decimals[..length];
    }

    private static string Grouped(string whole) =>
        UInt128.Parse(whole, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture);

    private static string ExactText(long units, UInt128 size, Asset asset)
    {
        var (prefix, unit) = Symbol(asset);
        var text = $"{(units < 0 ? Minus : null)}{prefix}{Grouped((size / PerUnit).ToString(CultureInfo.InvariantCulture))}.{(size % PerUnit).ToString("D8", CultureInfo.InvariantCulture)}";
        return unit.Length == 0 ? text : $"{text} {unit}";
    }

    private static (string Prefix, string Unit) Symbol(Asset asset) => asset.Code switch
    {
        "USD" => ("$", ""),
        "EUR" => ("€", ""),
        var code when asset.IsMoney => ("", code),
        _ => ("", "cr"),
    };
}
