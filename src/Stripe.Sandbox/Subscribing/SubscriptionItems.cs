using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Subscribing;

/// <summary>What is subscribed to. In this API version the period stands here, not on the subscription.</summary>
internal static class SubscriptionItems
{
    public const string New = "items[](price quantity# metadata{} " + Prices.Inline + ") ";

    public const string Changed = "items[](id price quantity# deleted? metadata{} " + Prices.Inline + ") ";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/subscription_items", ParameterShape.ListOf("subscription"), call =>
            call.State.Require("subscription", call.Text("subscription"), "subscription").CopyOf("items")),
    ];

    public static List<JsonObject> Of(JsonObject subscription) => [.. subscription.Child("items")!.Children("data")];

    public static JsonObject Recurring(JsonObject subscription) => Of(subscription)[0].Child("price")!.Child("recurring")!;

    public static (long Start, long End) Period(JsonObject subscription)
    {
        var first = Of(subscription)[0];
        return (first.Whole("current_period_start")!.Value, first.Whole("current_period_end")!.Value);
    }

    public static void SetPeriod(JsonObject subscription, long start, long end)
    {
        foreach (var item in Of(subscription))
        {
            item["current_period_start"] = start;
            item["current_period_end"] = end;
        }
    }

    public static void Set(JsonObject subscription, IReadOnlyCollection<JsonObject> items)
    {
        var intervals = items.Select(i => i.Child("price")!.Child("recurring")!).Select(r => (r.Text("interval"), r.Whole("interval_count"))).Distinct();
        if (intervals.Count() != 1)
            throw StripeFault.Invalid("The sandbox bills all items of a subscription at the same interval.", "items");
        if (items.Select(i => i.Child("price")!.Text("currency")).Distinct().Count() != 1)
            throw StripeFault.Invalid("All prices on a subscription must have the same currency.", "items");
        subscription["items"] = new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. items.Select(i => i.DeepClone())]),
            ["has_more"] = false,
            ["total_count"] = items.Count,
            ["url"] = $"/v1/subscription_items?subscription={subscription.Text("id")}",
        };
    }

    public static JsonObject Add(State state, JsonObject given, string subscription, string at)
    {
        var price = RecurringPrice(state, given, at);
        return new JsonObject
        {
            ["id"] = Ids.New("si_", 14),
            ["object"] = "subscription_item",
            ["billing_thresholds"] = null,
            ["created"] = state.Now,
            ["current_period_end"] = state.Now,
            ["current_period_start"] = state.Now,
            ["discounts"] = new JsonArray(),
            ["metadata"] = Metadata.Apply(null, given["metadata"]),
            ["plan"] = Plan(price),
            ["price"] = price.DeepClone(),
            ["quantity"] = Quantity(given, at) ?? 1,
            ["subscription"] = subscription,
            ["tax_rates"] = new JsonArray(),
        };
    }

    /// <summary>The items after the change; an element with an id changes (or deletes) that item, one without adds another.</summary>
    public static List<JsonObject> Change(State state, JsonObject subscription, JsonObject given)
    {
        var items = Of(subscription).ConvertAll(i => i.DeepClone().AsObject());
        foreach (var (element, index) in given.Children("items").Select((e, i) => (e, i)))
        {
            var at = FormattableString.Invariant($"items[{index}]");
            if (element.Text("id") is not { } id)
            {
                items.Add(Add(state, element, subscription.Text("id")!, at));
                continue;
            }

            var item = items.Find(i => i.Text("id") == id) ?? throw StripeFault.Missing("subscription_item", id, $"{at}[id]");
            if (element.Flag("deleted"))
                items.Remove(item);
            else
                Change(state, item, element, at);
        }

        return items.Count > 0 ? items : throw StripeFault.Invalid("A subscription must have at least one active plan.", "items");
    }

    /// <summary>What the item costs for a whole period, before discounts.</summary>
    public static long Amount(JsonObject item) => Prices.Amount(item.Child("price")!, item.Whole("quantity")!.Value);

    /// <summary>How the item reads on an invoice.</summary>
    public static string Name(State state, JsonObject item) => state.Objects.Find(item.Child("price")!.Text("product")!)?.Text("name") ?? "Subscription";

    public static string Describe(State state, JsonObject item)
    {
        var price = item.Child("price")!;
        var recurring = price.Child("recurring")!;
        var every = recurring.Whole("interval_count") == 1 ? recurring.Text("interval") : $"every {recurring.Whole("interval_count")} {recurring.Text("interval")}s";
        return $"{item.Whole("quantity")} × {Name(state, item)} (at {Currency.Show(Prices.Amount(price, 1), price.Text("currency")!)} / {every})";
    }

    private static void Change(State state, JsonObject item, JsonObject element, string at)
    {
        if (element["price"] is not null || element["price_data"] is not null)
        {
            var price = RecurringPrice(state, element, at);
            item["price"] = price.DeepClone();
            item["plan"] = Plan(price);
        }

        item["quantity"] = Quantity(element, at) ?? item.Whole("quantity");
        item["metadata"] = Metadata.Apply(item.Child("metadata"), element["metadata"]);
    }

    private static JsonObject RecurringPrice(State state, JsonObject given, string at)
    {
        var price = given.Child("_price") ?? Prices.Of(state, given, at);
        return price.Child("recurring") is not null ? price : throw StripeFault.Invalid(
            $"The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", $"{at}[price]");
    }

    private static long? Quantity(JsonObject given, string at) => given.Whole("quantity") is not (< 0 or > 999_999_999)
        ? given.Whole("quantity")
        : throw StripeFault.Invalid("Invalid non-negative integer", $"{at}[quantity]", "parameter_invalid_integer");

    private static JsonObject Plan(JsonObject price) => new()
    {
        ["id"] = price.Text("id"),
        ["object"] = "plan",
        ["active"] = price.Flag("active"),
        ["amount"] = price.Whole("unit_amount"),
        ["amount_decimal"] = price.Text("unit_amount_decimal"),
        ["billing_scheme"] = "per_unit",
        ["created"] = price.Whole("created"),
        ["currency"] = price.Text("currency"),
        ["interval"] = price.Child("recurring")!.Text("interval"),
        ["interval_count"] = price.Child("recurring")!.Whole("interval_count"),
        ["livemode"] = false,
        ["metadata"] = price.CopyOf("metadata"),
        ["meter"] = null,
        ["nickname"] = price.Text("nickname"),
        ["product"] = price.Text("product"),
        ["tiers_mode"] = null,
        ["transform_usage"] = null,
        ["trial_period_days"] = price.Child("recurring")!.Whole("trial_period_days"),
        ["usage_type"] = "licensed",
    };
}
