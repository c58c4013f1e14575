using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

/// <summary>Drafts of what a subscription costs.</summary>
internal static class SubscriptionInvoices
{
    /// <summary>An invoice without lines for the subscription; not yet kept.</summary>
    public static JsonObject New(State state, JsonObject subscription, string reason)
    {
        var invoice = InvoiceDocument.New(state, state.Objects.Find(subscription.Text("customer")!)!, subscription.Text("currency")!, reason);
        InvoiceDocument.BelongsTo(invoice, subscription);
        if (subscription.Text("collection_method") == "send_invoice")
            invoice["due_date"] = state.Now + ((subscription.Whole("days_until_due") ?? 30) * 24 * 60 * 60);
        return invoice;
    }

    /// <summary>Adds every item for its current period, what waits for the customer, and the sum.</summary>
    /// <param name="state">Where what waits is.</param>
    /// <param name="invoice">A draft made by <see cref="New"/>.</param>
    /// <param name="subscription">What is billed; its items remember what they cost, for credits.</param>
    /// <param name="amount">What an item costs for the period; the whole price where null.</param>
    public static void Bill(State state, JsonObject invoice, JsonObject subscription, Func<JsonObject, long>? amount = null)
    {
        var period = SubscriptionItems.Period(subscription);
        var billed = SubscriptionItems.Of(subscription).ConvertAll(item => (Item: item, Line: Line(state, subscription, item, period, (amount ?? SubscriptionItems.Amount)(item))));
        foreach (var (_, line) in billed)
            InvoiceDocument.AddLine(invoice, line);
        InvoiceItems.TakePending(state, invoice);
        InvoiceTotals.Compute(state, invoice);
        foreach (var (item, line) in billed)
            Proration.Remember(item, InvoiceTotals.Net(line), period.Start, period.End);
    }

    /// <summary>One-off prices that go onto the next invoice.</summary>
    public static void AddExtras(State state, JsonObject subscription, JsonObject given)
    {
        foreach (var (element, index) in given.Children("add_invoice_items").Select((e, i) => (e, i)))
        {
            var price = element.Child("_price") ?? Prices.Of(state, element, FormattableString.Invariant($"add_invoice_items[{index}]"));
            var quantity = element.Whole("quantity") ?? 1;
            InvoiceItems.Add(
                state, subscription.Text("customer")!, price.Text("currency")!, Prices.Amount(price, quantity),
                state.Objects.Find(price.Text("product")!)?.Text("name"), price, quantity, (state.Now, state.Now), subscription.Text("id"));
        }
    }

    private static JsonObject Line(State state, JsonObject subscription, JsonObject item, (long Start, long End) period, long amount)
    {
        var isTrial = subscription.Whole("trial_end") == period.End;
        var line = InvoiceDocument.Line(
            subscription.Text("currency")!, isTrial ? $"Trial period for {SubscriptionItems.Name(state, item)}" : SubscriptionItems.Describe(state, item),
            amount, item.Child("price"), item.Whole("quantity")!.Value, period);
        line["metadata"] = item.CopyOf("metadata");
        line["subscription"] = subscription.Text("id");
        line["parent"] = new JsonObject
        {
            ["invoice_item_details"] = null,
            ["subscription_item_details"] = new JsonObject
            {
                ["invoice_item"] = null, ["proration"] = false, ["proration_details"] = null,
                ["subscription"] = subscription.Text("id"), ["subscription_item"] = item.Text("id"),
            },
            ["type"] = "subscription_item_details",
        };
        return line;
    }
}
