using Billing.Units;

namespace Billing.Gateway;

/// <summary>
/// Money crosses this edge only: counts of 10^-8 inside, the currency's smallest unit at Stripe. What does not divide
/// evenly is refused, never rounded: the payer would be charged something else than what was shown.
/// </summary>
internal static class MinorUnits
{
    private static readonly HashSet<string> WithoutSubunit =
        ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> WithThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Smallest units, e.g. 1000 for 10 USD and 10 for 10 JPY.</summary>
    /// <exception cref="UnpayableAmountException">Not money, not positive, not whole smallest units, or of a currency with three decimals.</exception>
    public static long Of(Amount amount)
    {
        if (!amount.Asset.IsMoney)
            throw new UnpayableAmountException($"{amount.Asset} is not money");
        if (WithThreeDecimals.Contains(amount.Asset.Code))
            throw new UnpayableAmountException($"{amount.Asset} has three decimals, of which Stripe takes only tens; it is not supported");
        var unitsPerMinor = UnitsPerMinor(amount.Asset);
        if (!amount.IsPositive || amount.Units % unitsPerMinor != 0)
            throw new UnpayableAmountException($"{amount} is not a positive whole number of the smallest unit of {amount.Asset}");
        return amount.Units / unitsPerMinor;
    }

    /// <param name="minor">Count of the currency's smallest unit.</param>
    /// <param name="currency">Stripe's three letters, any case.</param>
    public static Amount ToAmount(long minor, string currency)
    {
        var asset = new Asset(currency.ToUpperInvariant());
        return new Amount(checked(minor * UnitsPerMinor(asset)), asset);
    }

    /// <summary>What Stripe says is read in every currency: what was paid elsewhere must not look like a refusal.</summary>
    private static long UnitsPerMinor(Asset asset) =>
        WithoutSubunit.Contains(asset.Code) ? Asset.UnitsPerWhole
        : WithThreeDecimals.Contains(asset.Code) ? Asset.UnitsPerWhole / 1000
        : Asset.UnitsPerWhole / 100;
}

/// <summary>The amount can't be paid as it is.</summary>
internal sealed class UnpayableAmountException(string message) : Exception(message);
