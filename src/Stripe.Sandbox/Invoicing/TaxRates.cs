using System.Globalization;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Invoicing;

/// <summary>The rates that automatic tax has used, and the seller's tax settings.</summary>
internal static class TaxRates
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/tax_rates", ParameterShape.ListOf("active? created~ inclusive?"), call => call.List("tax_rate", "/v1/tax_rates", "active", "inclusive")),
        Operation.Get("/v1/tax_rates/{id}", ParameterShape.None, call => call.Subject("tax_rate")),
        Operation.Get("/v1/tax/settings", ParameterShape.None, _ => Settings()),
    ];

    public static JsonObject For(State state, TaxRate rate)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{rate.Country} {rate.Percent} {rate.Reason}");
        if (state.Objects.Where("tax_rate", "_key", key).FirstOrDefault() is { } known)
            return known;
        var added = new JsonObject
        {
            ["id"] = Ids.New("txr_"),
            ["object"] = "tax_rate",
            ["active"] = true,
            ["country"] = rate.Country,
            ["created"] = state.Now,
            ["description"] = null,
            ["display_name"] = "VAT",
            ["effective_percentage"] = rate.Percent,
            ["flat_amount"] = null,
            ["inclusive"] = false,
            ["jurisdiction"] = rate.Country,
            ["jurisdiction_level"] = "country",
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["percentage"] = rate.Percent,
            ["rate_type"] = "percentage",
            ["state"] = null,
            ["tax_type"] = "vat",
            ["_key"] = key,
        };
        state.Objects.Add(added);
        return added;
    }

    private static JsonObject Settings() => new()
    {
        ["object"] = "tax.settings",
        ["defaults"] = new JsonObject { ["provider"] = "stripe", ["tax_behavior"] = "exclusive", ["tax_code"] = "txcd_10103001" },
        ["head_office"] = new JsonObject
        {
            ["address"] = new JsonObject
            {
                ["city"] = "Berlin", ["country"] = Taxes.Home, ["line1"] = "Beispielstraße 1", ["line2"] = null, ["postal_code"] = "10115", ["state"] = null,
            },
        },
        ["livemode"] = false,
        ["status"] = "active",
        ["status_details"] = new JsonObject { ["active"] = new JsonObject() },
    };
}
