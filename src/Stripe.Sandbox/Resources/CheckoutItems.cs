using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>What a session sells.</summary>
internal static class CheckoutItems
{
    public const string Parameters = "line_items[](quantity# price " + Prices.Inline + ") ";

    private const long MostOfOne = 999_999;

    public static (List<JsonObject> Items, string? Currency) Read(Call call)
    {
        var items = new List<JsonObject>();
        string? currency = null;
        foreach (var (given, index) in call.Given.Children("line_items").Select((g, i) => (g, i)))
        {
            var at = FormattableString.Invariant($"line_items[{index}]");
            if (currency is not null && given.Child("price_data")?.Text("currency") is { } other)
                CheckSame(currency, other, at + "[price_data][currency]");
            var price = Prices.Of(call.State, given, at);
            currency ??= price.Text("currency")!;
            CheckSame(currency, price.Text("currency")!, at + "[price]");
            items.Add(Item(call.State, given, price, at));
        }

        if (currency is null)
            throw StripeFault.Required("line_items");
        var recurring = items.Exists(i => i.Child("price")!.Child("recurring") is not null);
        if (recurring != (call.Given.Text("mode") == "subscription"))
            throw StripeFault.Invalid(recurring ? "You specified `payment` mode but passed a recurring price." : "You must provide at least one recurring price in `subscription` mode.", "line_items");
        return (items, currency);
    }

    private static void CheckSame(string currency, string other, string param)
    {
        if (!string.Equals(currency, other, StringComparison.OrdinalIgnoreCase))
            throw StripeFault.Invalid("All prices of a session must have the same currency.", param);
    }

    private static JsonObject Item(State state, JsonObject given, JsonObject price, string at)
    {
        var quantity = given.Whole("quantity") ?? throw StripeFault.Required(at + "[quantity]");
        if (quantity is < 1 or > MostOfOne)
            throw StripeFault.Invalid("The quantity is out of range.", at, "parameter_invalid_integer");
        var product = state.Objects.Find(price.Text("product")!)!;
        var amount = Prices.Amount(price, quantity);
        return new JsonObject
        {
            ["id"] = Ids.New("li_"),
            ["object"] = "item",
            ["amount_discount"] = 0,
            ["amount_subtotal"] = amount,
            ["amount_tax"] = 0,
            ["amount_total"] = amount,
            ["currency"] = price.Text("currency"),
            ["description"] = product.Text("name"),
            ["price"] = price.DeepClone(),
            ["quantity"] = quantity,
            ["_about"] = product.Text("description"),
        };
    }
}
