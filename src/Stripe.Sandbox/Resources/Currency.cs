using System.Globalization;

namespace Stripe.Sandbox.Resources;

/// <summary>Currencies the sandbox takes, and how their smallest units are counted and shown.</summary>
internal static class Currency
{
    public const long Largest = 99_999_999;
    private static readonly string[] Known = ["usd", "eur", "gbp", "chf", "sek", "nok", "dkk", "pln", "cad", "aud", "nzd", "jpy", "krw"];

    public static string Check(string currency, string param)
    {
        var lower = currency.ToLowerInvariant();
        return Known.Contains(lower) ? lower : throw StripeFault.Invalid($"Invalid currency: {currency}. The sandbox knows {string.Join(", ", Known)}.", param);
    }

    public static long CheckAmount(long amount, string currency, string param)
    {
        if (amount < Smallest(currency))
            throw StripeFault.Invalid($"Amount must be at least {Show(Smallest(currency), currency)}.", param, "amount_too_small");
        if (amount > Largest)
            throw StripeFault.Invalid($"Amount must be no more than {Show(Largest, currency)}.", param, "amount_too_large");
        return amount;
    }

    /// <summary>An amount of an invoice's part: it may be a credit, or less than a payment must be.</summary>
    public static long CheckPart(long amount, string currency, string param) => amount is >= -Largest and <= Largest
        ? amount
        : throw StripeFault.Invalid($"Amount must be no more than {Show(Largest, currency)}.", param, "amount_too_large");

    public static string Show(long amount, string currency)
    {
        var number = HasNoSubunit(currency)
            ? amount.ToString("N0", CultureInfo.InvariantCulture)
            : (amount / 100m).ToString("N2", CultureInfo.InvariantCulture);
        return currency switch
        {
            "usd" => "$" + number,
            "eur" => "€" + number,
            "gbp" => "£" + number,
            "jpy" => "¥" + number,
            "krw" => "₩" + number,
            _ => $"{currency.ToUpperInvariant()} {number}",
        };
    }

    private static bool HasNoSubunit(string currency) => currency is "jpy" or "krw";

    public static long Smallest(string currency) => currency switch
    {
        "gbp" => 30,
        "sek" or "nok" => 300,
        "dkk" => 250,
        "pln" => 200,
        "krw" => 500,
        _ => 50,
    };
}
