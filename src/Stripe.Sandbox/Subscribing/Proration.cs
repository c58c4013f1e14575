using System.Globalization;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

/// <summary>Credits for time that was paid and not used, charges for time that is used and not paid: by the second, each line rounded.</summary>
internal static class Proration
{
    /// <summary>Notes what an item has cost for a stretch of time; a credit is a part of that, whatever the price is by then.</summary>
    public static void Remember(JsonObject item, long amount, long start, long end) =>
        item["_billed"] = new JsonObject { ["amount"] = amount, ["start"] = start, ["end"] = end };

    /// <summary>Queues the credit for what the item has cost beyond the date.</summary>
    public static void Credit(State state, JsonObject subscription, JsonObject item, long date)
    {
        if (item.Child("_billed") is not { } billed)
            return;
        var (start, end) = (billed.Whole("start")!.Value, billed.Whole("end")!.Value);
        var credit = Share.Of(billed.Whole("amount")!.Value, end - date, end - start);
        Add(state, subscription, item, -credit, $"Unused time on {SubscriptionItems.Name(state, item)} after {Day(date)}", date, end);
    }

    /// <summary>Queues the charge for the item from the date to the end of the period.</summary>
    public static void Charge(State state, JsonObject subscription, JsonObject item, long date)
    {
        var (start, end) = SubscriptionItems.Period(subscription);
        var coupons = Discounts.InForce(state, subscription).Select(d => d.Coupon);
        var charge = Share.Of(Discounts.Net(coupons, SubscriptionItems.Amount(item)), end - date, end - start);
        Add(state, subscription, item, charge, $"Remaining time on {SubscriptionItems.Name(state, item)} after {Day(date)}", date, end);
        Remember(item, charge, date, end);
    }

    private static void Add(State state, JsonObject subscription, JsonObject item, long amount, string text, long start, long end)
    {
        var queued = InvoiceItems.Add(
            state, subscription.Text("customer")!, subscription.Text("currency")!, amount, text, item.Child("price"), item.Whole("quantity")!.Value, (start, end), subscription.Text("id"));
        InvoiceItems.MarkProration(state, queued, item.Text("id")!);
        state.Emit("invoiceitem.created", queued);
    }

    private static string Day(long moment) => DateTimeOffset.FromUnixTimeSeconds(moment).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
