using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Subscribing;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Invoicing;

/// <summary>What an invoice would come to. It is really made, by the same code as the change itself, and then forgotten.</summary>
internal static class InvoicePreview
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/invoices/create_preview", "customer subscription currency automatic_tax(enabled?) invoice_items[](amount# currency description quantity# price " + Prices.Inline + ") "
            + "subscription_details(billing_cycle_anchor cancel_at_period_end? cancel_now? proration_behavior proration_date# trial_end " + SubscriptionItems.Changed + ") " + Discounts.Parameters, Create),
    ];

    private static JsonObject Create(Call call) => call.State.Imagine(() =>
    {
        var details = call.Given.Child("subscription_details") ?? [];
        Queue(call);
        if (call.Given.Text("subscription") is not { } id)
            return Shown(call.State, New(call, details));
        var subscription = call.State.Require("subscription", id, "subscription");
        if (SubscriptionDocument.IsOver(subscription))
            throw StripeFault.Invalid("No upcoming invoices for this subscription.", "subscription", "invoice_upcoming_none");
        return details.Count == 0 && subscription["cancel_at"] is not null
            ? throw StripeFault.Invalid("No upcoming invoices for this subscription.", "subscription", "invoice_upcoming_none")
            : Shown(call.State, Changed(call, subscription, details));
    });

    /// <summary>An invoice the change makes at once, or else the next renewal's with the change in it.</summary>
    private static JsonObject Changed(Call call, JsonObject subscription, JsonObject details)
    {
        var given = details.DeepClone().AsObject();
        if (call.Given["discounts"] is { } discounts)
            given["discounts"] = discounts.DeepClone();
        if (details.Flag("cancel_now"))
        {
            foreach (var item in SubscriptionItems.Of(subscription))
                Proration.Credit(call.State, subscription, item, details.Whole("proration_date") ?? call.State.Now);
            return SubscriptionUpdate.InvoicePending(call.State, subscription, "subscription_update");
        }

        var (changed, invoice) = SubscriptionUpdate.Plan(call.State, subscription, given);
        return invoice ?? Renewal.Next(call.State, changed);
    }

    /// <summary>The first invoice of a subscription that doesn't exist yet, or the customer's next one.</summary>
    private static JsonObject New(Call call, JsonObject details)
    {
        var customer = call.State.Require("customer", call.Text("customer"), "customer");
        if (details["items"] is null)
        {
            var pending = InvoiceDocument.New(call.State, customer, call.Given.Text("currency") ?? customer.Text("currency") ?? "usd", "upcoming");
            InvoiceItems.TakePending(call.State, pending);
            InvoiceTotals.Compute(call.State, pending);
            return InvoiceDocument.Lines(pending).Count > 0 ? pending : throw StripeFault.Invalid("No upcoming invoices for customer.", "customer", "invoice_upcoming_none");
        }

        var given = details.DeepClone().AsObject();
        given["customer"] = customer.Text("id");
        foreach (var field in new[] { "discounts", "automatic_tax" })
        {
            if (call.Given[field] is { } value)
                given[field] = value.DeepClone();
        }

        return call.State.Objects.Find(SubscriptionStart.Open(call.State, given).Text("latest_invoice")!)!;
    }

    private static void Queue(Call call)
    {
        foreach (var (item, index) in call.Given.Children("invoice_items").Select((e, i) => (e, i)))
        {
            var quantity = item.Whole("quantity") ?? 1;
            var price = item["amount"] is null ? Prices.Of(call.State, item, FormattableString.Invariant($"invoice_items[{index}]")) : null;
            var currency = item.Text("currency") ?? price?.Text("currency") ?? call.Text("currency");
            var amount = Currency.CheckPart(price is null ? item.Whole("amount")!.Value : Prices.Amount(price, quantity), currency, FormattableString.Invariant($"invoice_items[{index}]"));
            InvoiceItems.Add(
                call.State, call.Text("customer"), currency, amount, item.Text("description"), price, quantity,
                (call.State.Now, call.State.Now), call.Given.Text("subscription"));
        }
    }

    /// <summary>With an id that means nothing, as the real thing has: it can't be read back.</summary>
    private static JsonObject Shown(State state, JsonObject invoice)
    {
        var preview = invoice.DeepClone().AsObject();
        preview["id"] = Ids.New("upcoming_in_");
        preview["number"] = null;
        preview["status"] = "draft";
        preview["amount_paid"] = 0;
        preview["amount_remaining"] = preview.Whole("amount_due");
        preview["effective_at"] = null;
        preview["ending_balance"] = null;
        preview["status_transitions"] = new JsonObject { ["finalized_at"] = null, ["marked_uncollectible_at"] = null, ["paid_at"] = null, ["voided_at"] = null };
        foreach (var line in InvoiceDocument.Lines(preview))
            line["invoice"] = preview.Text("id");
        preview["created"] = state.Now;
        return preview;
    }
}
