using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Subscribing;

/// <summary>A schedule's document and its phases, one after the other without a gap.</summary>
internal static class SchedulePhases
{
    public static JsonObject New(State state, JsonObject subscription)
    {
        var (start, end) = SubscriptionItems.Period(subscription);
        var items = SubscriptionItems.Of(subscription).Select(i => Item(i.Child("price")!.Text("id")!, i.Whole("quantity")!.Value, null));
        return new JsonObject
        {
            ["id"] = Ids.New("sub_sched_"),
            ["object"] = "subscription_schedule",
            ["application"] = null,
            ["billing_mode"] = subscription.CopyOf("billing_mode"),
            ["canceled_at"] = null,
            ["completed_at"] = null,
            ["created"] = state.Now,
            ["current_phase"] = new JsonObject { ["end_date"] = end, ["start_date"] = start },
            ["customer"] = subscription.Text("customer"),
            ["customer_account"] = null,
            ["default_settings"] = Defaults(),
            ["end_behavior"] = "release",
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["phases"] = new JsonArray(Phase(subscription.Text("currency")!, start, end, items, "create_prorations", subscription.CopyOf("metadata"))),
            ["released_at"] = null,
            ["released_subscription"] = null,
            ["status"] = "active",
            ["subscription"] = subscription.Text("id"),
            ["test_clock"] = null,
        };
    }

    public static JsonObject Last(JsonObject schedule) => schedule.Children("phases").Last();

    /// <summary>Reads the phases given. The first begins where the present one did; each other where the one before ends.</summary>
    public static void Set(State state, JsonObject schedule, JsonObject given)
    {
        var currency = Last(schedule).Text("currency")!;
        var start = schedule.Child("current_phase")!.Whole("start_date")!.Value;
        var phases = new JsonArray();
        foreach (var (element, index) in given.Children("phases").Select((p, i) => (p, i)))
        {
            var at = FormattableString.Invariant($"phases[{index}]");
            if (element.Text("start_date") is { } text && SubscriptionTerms.Moment(text, $"{at}[start_date]", state.Now) is var asked && asked != start)
                throw StripeFault.Invalid($"A phase begins where the one before it ends, here at {start}.", $"{at}[start_date]");
            var items = element.Children("items").Select((i, n) => Item(RecurringPrice(state, i, currency, $"{at}[items][{n}]"), i.Whole("quantity") ?? 1, i["metadata"])).ToList();
            if (items.Count == 0)
                throw StripeFault.Required($"{at}[items]");
            var end = End(state, element, items, start, at);
            if (end <= start)
                throw StripeFault.Invalid("A phase ends after it begins.", $"{at}[end_date]");
            var phase = Phase(currency, start, end, items, element.Text("proration_behavior") ?? given.Text("proration_behavior") ?? "create_prorations", element["metadata"]);
            if (element.Text("billing_cycle_anchor") is { } anchor)
                phase["billing_cycle_anchor"] = SubscriptionTerms.OneOf(anchor, $"{at}[billing_cycle_anchor]", "automatic", "phase_start");
            phases.Add(phase);
            start = end;
        }

        schedule["phases"] = phases.Count > 0 ? phases : throw StripeFault.Required("phases");
    }

    /// <summary>Given as a moment, as a duration, or one interval of the phase's price.</summary>
    private static long End(State state, JsonObject element, List<JsonObject> items, long start, string at)
    {
        if (element.Text("end_date") is { } text)
            return SubscriptionTerms.Moment(text, $"{at}[end_date]", state.Now);
        var recurring = element.Child("duration")?.DeepClone().AsObject() ?? state.Objects.Find(items[0].Text("price")!)!.CopyOf("recurring");
        recurring["interval_count"] ??= 1;
        return BillingCycle.Around(start, recurring, start).End;
    }

    private static string RecurringPrice(State state, JsonObject item, string currency, string at)
    {
        var price = state.Require("price", item.Text("price") ?? throw StripeFault.Required($"{at}[price]"), $"{at}[price]");
        if (price.Text("currency") != currency)
            throw StripeFault.Invalid($"The subscription is in {currency}, and this price is in {price.Text("currency")}.", $"{at}[price]");
        return price.Child("recurring") is not null ? price.Text("id")! : throw StripeFault.Invalid("A phase's price must be recurring.", $"{at}[price]");
    }

    private static JsonObject Item(string price, long quantity, JsonNode? metadata) => new()
    {
        ["billing_thresholds"] = null, ["discounts"] = new JsonArray(), ["metadata"] = Metadata.Apply(null, metadata),
        ["plan"] = price, ["price"] = price, ["quantity"] = quantity, ["tax_rates"] = new JsonArray(),
    };

    private static JsonObject Phase(string currency, long start, long end, IEnumerable<JsonObject> items, string proration, JsonNode? metadata) => new()
    {
        ["add_invoice_items"] = new JsonArray(),
        ["application_fee_percent"] = null,
        ["billing_cycle_anchor"] = null,
        ["billing_thresholds"] = null,
        ["collection_method"] = null,
        ["currency"] = currency,
        ["default_payment_method"] = null,
        ["default_tax_rates"] = new JsonArray(),
        ["description"] = null,
        ["discounts"] = new JsonArray(),
        ["end_date"] = end,
        ["invoice_settings"] = null,
        ["items"] = new JsonArray([.. items]),
        ["metadata"] = Metadata.Apply(null, metadata),
        ["on_behalf_of"] = null,
        ["proration_behavior"] = SubscriptionTerms.OneOf(proration, "proration_behavior", "create_prorations", "none", "always_invoice"),
        ["start_date"] = start,
        ["transfer_data"] = null,
        ["trial_end"] = null,
    };

    private static JsonObject Defaults() => new()
    {
        ["application_fee_percent"] = null,
        ["billing_cycle_anchor"] = "automatic",
        ["billing_thresholds"] = null,
        ["collection_method"] = "charge_automatically",
        ["default_payment_method"] = null,
        ["description"] = null,
        ["invoice_settings"] = new JsonObject
        {
            ["account_tax_ids"] = null, ["custom_fields"] = null, ["days_until_due"] = null, ["description"] = null, ["footer"] = null,
            ["issuer"] = new JsonObject { ["type"] = "self" },
        },
        ["on_behalf_of"] = null,
        ["transfer_data"] = null,
    };
}
