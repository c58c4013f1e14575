using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Invoicing;

/// <summary>
/// Automatic tax in the small: one standard rate per country, on top of the price. A seller in Germany; businesses of
/// other EU countries with a VAT number account for the tax themselves.
/// </summary>
internal static class Taxes
{
    public const string Home = "DE";

    private static readonly Dictionary<string, decimal> Percent = new(StringComparer.Ordinal)
    {
        ["AT"] = 20, ["BE"] = 21, ["DE"] = 19, ["DK"] = 25, ["ES"] = 21, ["FI"] = 25.5m, ["FR"] = 20, ["IE"] = 23, ["IT"] = 22, ["NL"] = 21,
        ["PL"] = 23, ["PT"] = 23, ["SE"] = 25, ["GB"] = 20, ["CH"] = 8.1m, ["NO"] = 25,
    };

    private static readonly string[] OutsideUnion = ["GB", "CH", "NO"];

    /// <summary>Those a payer can choose from.</summary>
    public static IReadOnlyList<(string Code, string Name)> Countries { get; } =
    [
        ("AT", "Austria"), ("BE", "Belgium"), ("DK", "Denmark"), ("FI", "Finland"), ("FR", "France"), ("DE", "Germany"), ("IE", "Ireland"), ("IT", "Italy"),
        ("NL", "Netherlands"), ("NO", "Norway"), ("PL", "Poland"), ("PT", "Portugal"), ("ES", "Spain"), ("SE", "Sweden"), ("CH", "Switzerland"),
        ("GB", "United Kingdom"), ("US", "United States"),
    ];

    /// <summary>What a business of this country is registered under.</summary>
    public static string IdType(string country) => country switch
    {
        "GB" => "gb_vat",
        "CH" => "ch_vat",
        "NO" => "no_vat",
        "US" => "us_ein",
        _ => "eu_vat",
    };

    public static void Enable(JsonObject invoice)
    {
        var tax = invoice.Child("automatic_tax")!;
        tax["enabled"] = true;
        tax["liability"] = new JsonObject { ["type"] = "self" };
        tax["provider"] = "stripe";
        tax["status"] = "requires_location_inputs";
    }

    /// <summary>Puts the tax on every line and on the invoice; answers the sum.</summary>
    public static long Apply(State state, JsonObject invoice, List<JsonObject> lines)
    {
        var sums = new JsonArray();
        invoice["total_taxes"] = sums;
        foreach (var line in lines)
            line["taxes"] = new JsonArray();
        if (!invoice.Child("automatic_tax")!.Flag("enabled"))
            return 0;
        var customer = state.Objects.Find(invoice.Text("customer")!)!;
        if (RateFor(state, customer) is not { } rate)
        {
            invoice.Child("automatic_tax")!["status"] = "requires_location_inputs";
            return 0;
        }

        invoice.Child("automatic_tax")!["status"] = "complete";
        var id = TaxRates.For(state, rate).Text("id")!;
        foreach (var line in lines)
            line["taxes"] = new JsonArray(Entry(rate, id, InvoiceTotals.Net(line), rate.On(InvoiceTotals.Net(line))));
        var sum = lines.Sum(l => l.Children("taxes").First().Whole("amount")!.Value);
        sums.Add(Entry(rate, id, lines.Sum(InvoiceTotals.Net), sum));
        return sum;
    }

    /// <summary>The rate where the customer is; null when nobody knows where that is.</summary>
    public static TaxRate? RateFor(State state, JsonObject customer)
    {
        if (customer.Child("address")?.Text("country") is not { Length: 2 } country)
            return null;
        return RateFor(country, customer.Text("tax_exempt"), TaxIds.Of(state, customer.Text("id")!).Any(t => t.Text("type") == "eu_vat"));
    }

    public static TaxRate RateFor(string country, string? exempt, bool hasVatNumber)
    {
        country = country.ToUpperInvariant();
        if (exempt == "exempt")
            return new(country, 0, "customer_exempt");
        if (!Percent.TryGetValue(country, out var percent))
            return new(country, 0, "not_collecting");
        return exempt == "reverse" || (hasVatNumber && country != Home && !OutsideUnion.Contains(country))
            ? new(country, 0, "reverse_charge")
            : new(country, percent, "standard_rated");
    }

    private static JsonObject Entry(TaxRate rate, string id, long taxable, long amount) => new()
    {
        ["amount"] = amount,
        ["tax_behavior"] = "exclusive",
        ["tax_rate_details"] = new JsonObject { ["tax_rate"] = id },
        ["taxability_reason"] = rate.Reason,
        ["taxable_amount"] = taxable,
        ["type"] = "tax_rate_details",
    };
}

/// <summary>What a sale into a country is taxed with, and why.</summary>
internal sealed record TaxRate(string Country, decimal Percent, string Reason)
{
    /// <summary>Half a unit is rounded away from zero.</summary>
    public long On(long amount) => (long)Math.Round(amount * Percent / 100m, MidpointRounding.AwayFromZero);
}
