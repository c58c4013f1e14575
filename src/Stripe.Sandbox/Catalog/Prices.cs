using System.Globalization;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Catalog;

internal static class Prices
{
    /// <summary>A price given where it is used instead of by id.</summary>
    public const string Inline = "price_data(currency unit_amount# unit_amount_decimal tax_behavior product product_data(name description metadata{} images[] tax_code unit_label) recurring(interval interval_count#)) ";

    private const string Changeable = "active? lookup_key transfer_lookup_key? metadata{} nickname tax_behavior ";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/prices", Changeable + """
            currency billing_scheme unit_amount# unit_amount_decimal product
            product_data(id name active? metadata{} statement_descriptor tax_code unit_label)
            recurring(interval interval_count# usage_type trial_period_days#)
            """, Create),
        Operation.Get("/v1/prices", ParameterShape.ListOf("active? created~ currency lookup_keys[] product type recurring(interval usage_type)"), List),
        Operation.Get("/v1/prices/{id}", ParameterShape.None, call => call.Subject("price")),
        Operation.Post("/v1/prices/{id}", Changeable, Update),
    ];

    /// <summary>What so many cost, in the currency's smallest unit, half a unit rounded up.</summary>
    public static long Amount(JsonObject price, long quantity) =>
        (long)Math.Round(decimal.Parse(price.Text("unit_amount_decimal")!, CultureInfo.InvariantCulture) * quantity, MidpointRounding.AwayFromZero);

    /// <summary>The price an item names, by id or in place (then it is made, not active, and of use there only).</summary>
    /// <param name="state">Where prices are.</param>
    /// <param name="given">The item's parameters.</param>
    /// <param name="at">The item's name in the parameters.</param>
    public static JsonObject Of(State state, JsonObject given, string at)
    {
        if (given.Text("price") is { } id)
        {
            var price = state.Require("price", id, $"{at}[price]");
            return price.Flag("active") ? price : throw StripeFault.Invalid($"The price specified is inactive. This field only accepts active prices.", $"{at}[price]");
        }

        var data = given.Child("price_data") ?? throw StripeFault.Required($"{at}[price_data]");
        var product = data.Text("product") is { } known
            ? state.Require("product", known, $"{at}[price_data][product]")
            : Products.Add(state, Named(data, at), announced: false);
        return Add(state, data, product.Text("id")!, $"{at}[price_data]", active: false);
    }

    private static JsonObject Named(JsonObject data, string at)
    {
        var product = data.Child("product_data") ?? throw StripeFault.Required($"{at}[price_data][product_data]");
        return product.Text("name") is { Length: > 0 } ? product : throw StripeFault.Required($"{at}[price_data][product_data][name]");
    }

    public static JsonObject Add(State state, JsonObject given, string product, string at, bool active = true)
    {
        var (whole, exact) = UnitAmount(given, at);
        var price = new JsonObject
        {
            ["id"] = Ids.New("price_"),
            ["object"] = "price",
            ["active"] = active && (given["active"] is null || given.Flag("active")),
            ["billing_scheme"] = "per_unit",
            ["created"] = state.Now,
            ["currency"] = Currency.Check(given.Text("currency") ?? throw StripeFault.Required(Within(at, "currency")), Within(at, "currency")),
            ["custom_unit_amount"] = null,
            ["livemode"] = false,
            ["lookup_key"] = null,
            ["metadata"] = new JsonObject(),
            ["nickname"] = null,
            ["product"] = product,
            ["recurring"] = given.Child("recurring") is { } recurring ? Recurring(recurring, at) : null,
            ["tax_behavior"] = "unspecified",
            ["tiers_mode"] = null,
            ["transform_quantity"] = null,
            ["type"] = given.Child("recurring") is null ? "one_time" : "recurring",
            ["unit_amount"] = whole,
            ["unit_amount_decimal"] = exact,
        };
        Apply(state, price, given);
        state.Objects.Add(price);
        if (active)
            state.Emit("price.created", price);
        return price;
    }

    private static JsonObject Create(Call call)
    {
        if (call.Given.Text("billing_scheme") is not (null or "per_unit"))
            throw StripeFault.Invalid("The sandbox prices per unit.", "billing_scheme");
        var product = call.Given.Text("product") is { } id
            ? call.State.Require("product", id, "product")
            : Products.Add(call.State, call.Given.Child("product_data") ?? throw StripeFault.Required("product"), call.Given.Child("product_data")!.Text("id"));
        return Add(call.State, call.Given, product.Text("id")!, string.Empty);
    }

    private static JsonObject Update(Call call)
    {
        var price = call.Subject("price");
        if (call.Given["active"] is not null)
            price["active"] = call.Given.Flag("active");
        Apply(call.State, price, call.Given);
        call.State.Objects.Save(price);
        call.State.Emit("price.updated", price);
        return price;
    }

    private static JsonObject List(Call call)
    {
        var conditions = call.FieldConditions("active", "currency", "product", "type").Concat(call.CreatedConditions()).ToList();
        if (call.Given["lookup_keys"] is JsonArray keys)
            conditions.Add(("json_extract(body, '$.lookup_key') IN (SELECT value FROM json_each(?))", keys.ToJsonString()));
        foreach (var field in new[] { "interval", "usage_type" })
        {
            if (call.Given.Child("recurring")?.Text(field) is { } value)
                conditions.Add(($"json_extract(body, '$.recurring.{field}') = ?", value));
        }

        return call.Page("price", "/v1/prices", conditions);
    }

    private static void Apply(State state, JsonObject price, JsonObject given)
    {
        foreach (var field in new[] { "nickname", "tax_behavior" })
        {
            if (given.Text(field) is { } text)
                price[field] = text.Length == 0 ? null : text;
        }

        if (given.Text("lookup_key") is { } key)
        {
            foreach (var other in state.Objects.Where("price", "lookup_key", key).Where(p => p.Text("id") != price.Text("id")))
            {
                if (!given.Flag("transfer_lookup_key"))
                    throw StripeFault.Invalid($"A price (`{other.Text("id")}`) already uses that lookup key.", "lookup_key");
                other["lookup_key"] = null;
                state.Objects.Save(other);
                state.Emit("price.updated", other);
            }

            price["lookup_key"] = key.Length == 0 ? null : key;
        }

        price["metadata"] = Metadata.Apply(price.Child("metadata"), given["metadata"]);
    }

    private static JsonObject Recurring(JsonObject given, string at)
    {
        var interval = given.Text("interval") ?? throw StripeFault.Required(Within(at, "recurring][interval"));
        if (interval is not ("day" or "week" or "month" or "year"))
            throw StripeFault.Invalid("Invalid interval: must be one of day, month, week, or year", Within(at, "recurring][interval"));
        if (given.Text("usage_type") is not (null or "licensed"))
            throw StripeFault.Invalid("The sandbox has licensed prices only.", Within(at, "recurring][usage_type"));
        return new JsonObject
        {
            ["interval"] = interval,
            ["interval_count"] = given.Whole("interval_count") is { } count ? count > 0 ? count : throw StripeFault.Invalid("Invalid positive integer", Within(at, "recurring][interval_count")) : 1,
            ["meter"] = null,
            ["trial_period_days"] = given.Whole("trial_period_days"),
            ["usage_type"] = "licensed",
        };
    }

    private static (long? Whole, string Exact) UnitAmount(JsonObject given, string at)
    {
        if (given.Whole("unit_amount") is { } unit)
        {
            return unit is >= 0 and <= Currency.Largest
                ? (unit, unit.ToString(CultureInfo.InvariantCulture))
                : throw StripeFault.Invalid("The unit amount is out of range.", Within(at, "unit_amount"), "parameter_invalid_integer");
        }

        var text = given.Text("unit_amount_decimal") ?? throw StripeFault.Required(Within(at, "unit_amount"));
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact) || exact > Currency.Largest)
            throw StripeFault.Invalid($"Invalid decimal: {text}", Within(at, "unit_amount_decimal"), "parameter_invalid_string");
        return (exact == decimal.Truncate(exact) ? (long)exact : null, text);
    }

    private static string Within(string at, string name) => at.Length == 0 ? name.Replace("][", "[", StringComparison.Ordinal) + (name.Contains("][", StringComparison.Ordinal) ? "]" : string.Empty) : $"{at}[{name}]";
}
