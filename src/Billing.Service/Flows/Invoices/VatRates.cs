using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>
/// The standard rates of the countries whose tax is added (KO-22); elsewhere none is. A rate on an issued document is the
/// document's own, so a change here says nothing about the past.
/// </summary>
public static class VatRates
{
    private static readonly Dictionary<string, string> Rates = new(StringComparer.Ordinal)
    {
        ["AT"] = "0.20", ["BE"] = "0.21", ["BG"] = "0.20", ["CY"] = "0.19", ["CZ"] = "0.21", ["DE"] = "0.19", ["DK"] = "0.25", ["EE"] = "0.24",
        ["ES"] = "0.21", ["FI"] = "0.255", ["FR"] = "0.20", ["GR"] = "0.24", ["HR"] = "0.25", ["HU"] = "0.27", ["IE"] = "0.23", ["IT"] = "0.22",
        ["LT"] = "0.21", ["LU"] = "0.17", ["LV"] = "0.21", ["MT"] = "0.18", ["NL"] = "0.21", ["PL"] = "0.23", ["PT"] = "0.23", ["RO"] = "0.21",
        ["SE"] = "0.25", ["SI"] = "0.22", ["SK"] = "0.23",
    };

    /// <summary>Member of the EU's VAT area.</summary>
    /// <param name="country">ISO 3166, two capital letters.</param>
    public static bool InEu(string country) => Rates.ContainsKey(country);

    public static Fraction Of(string country) => Rates.TryGetValue(country, out var rate) ? Fraction.Parse(rate) : Fraction.Zero;
}
