using System.Globalization;
using System.Numerics;
using Billing.Units;

namespace BillingPortal.Portal.Pages.Requests;

/// <summary>A figure of the arithmetic column: eight places, the last two of them quieter.</summary>
/// <param name="Main">Up to the sixth decimal.</param>
/// <param name="Rest">The last two, and a mark where the exact value goes on.</param>
public sealed record ExactText(string Main, string Rest)
{
    private const int Places = 8;
    private const int Quiet = 2;

    /// <summary>An exact value before rounding; digits beyond the eighth are marked, never rounded away unseen.</summary>
    public static ExactText Of(Fraction value)
    {
        var goesOn = !(BigInteger.Pow(10, Places) % value.Denominator).IsZero;
        var text = value.ToDecimalText(Places);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var whole = BigInteger.Parse(dot < 0 ? text : text[..dot], CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture);
        var decimals = (dot < 0 ? "" : text[(dot + 1)..]).PadRight(Places, '0');
        return new($"{whole}.{decimals[..^Quiet]}", decimals[^Quiet..] + (goesOn ? "…" : ""));
    }

    /// <summary>A booked amount, without its sign.</summary>
    public static ExactText Of(Amount amount) => Of(Fraction.Of(BigInteger.Abs(amount.Units), Asset.UnitsPerWhole));

    /// <summary>A rate or quantity as it is, without padding.</summary>
    public static string Plain(Fraction value) => (BigInteger.Pow(10, 18) % value.Denominator).IsZero ? value.ToDecimalText(18) : value.ToString();

    public override string ToString() => Main + Rest;
}
