using System.Globalization;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Subscribing;

namespace Stripe.Sandbox.Invoicing;

/// <summary>draft → open → paid, void or uncollectible.</summary>
internal static class InvoiceLifecycle
{
    /// <summary>How long a renewal's invoice stays a draft.</summary>
    public const long DraftSeconds = 60 * 60;

    /// <summary>Keeps a new draft with what waited for it.</summary>
    public static void Open(State state, JsonObject invoice, bool withPending = true)
    {
        if (withPending)
            InvoiceItems.TakePending(state, invoice);
        InvoiceTotals.Compute(state, invoice);
        state.Objects.Add(invoice);
        state.Emit("invoice.created", invoice);
    }

    /// <summary>Gives the number, settles with the customer's balance and asks for the rest; nothing to pay is paid.</summary>
    public static JsonObject FinalizeDraft(State state, JsonObject invoice)
    {
        InvoiceTotals.Compute(state, invoice);
        var customer = state.Objects.Find(invoice.Text("customer")!)!;
        Number(invoice, customer);
        SettleBalance(state, invoice, customer);
        state.Objects.Save(customer);
        Issue(state, invoice);
        if (invoice.Whole("amount_due") == 0)
            return MarkPaid(state, invoice);
        InvoicePayments.Open(state, invoice);
        return invoice;
    }

    /// <summary>Issues an invoice over what was paid already, by the intent or (nothing being due) without one.</summary>
    public static void FinalizePaid(State state, JsonObject invoice, JsonObject? intent)
    {
        var customer = state.Objects.Find(invoice.Text("customer")!)!;
        Number(invoice, customer);
        state.Objects.Save(customer);
        (invoice["starting_balance"], invoice["ending_balance"]) = (customer.Whole("balance"), customer.Whole("balance"));
        (invoice["amount_due"], invoice["amount_remaining"]) = (invoice.Whole("total"), invoice.Whole("total"));
        Issue(state, invoice);
        if (intent is not null)
            InvoicePayments.Link(state, invoice, intent);
        MarkPaid(state, invoice);
    }

    public static JsonObject MarkPaid(State state, JsonObject invoice)
    {
        invoice["status"] = "paid";
        invoice["amount_paid"] = invoice.Whole("amount_due");
        invoice["amount_remaining"] = 0;
        invoice["attempted"] = true;
        invoice["next_payment_attempt"] = null;
        invoice.Child("status_transitions")!["paid_at"] = state.Now;
        state.Objects.Save(invoice);
        state.Emit("invoice.paid", invoice);
        InvoicePayments.MarkPaid(state, invoice);
        state.Emit("invoice.payment_succeeded", invoice);
        SubscriptionPayments.InvoicePaid(state, invoice);
        return invoice;
    }

    public static void Void(State state, JsonObject invoice)
    {
        invoice["status"] = "void";
        invoice["amount_remaining"] = 0;
        invoice["next_payment_attempt"] = null;
        invoice.Child("status_transitions")!["voided_at"] = state.Now;
        state.Objects.Save(invoice);
        InvoicePayments.Cancel(state, invoice);
        state.Emit("invoice.voided", invoice);
    }

    public static void MarkUncollectible(State state, JsonObject invoice)
    {
        invoice["status"] = "uncollectible";
        invoice["next_payment_attempt"] = null;
        invoice.Child("status_transitions")!["marked_uncollectible_at"] = state.Now;
        state.Objects.Save(invoice);
        state.Emit("invoice.marked_uncollectible", invoice);
    }

    /// <summary>Coupons for one invoice have had their invoice.</summary>
    public static void UseUpDiscounts(State state, JsonObject subscription)
    {
        var left = subscription.Texts("discounts")
            .Where(id => state.Objects.Find(state.Objects.Find(id)!.Child("source")!.Text("coupon")!)!.Text("duration") != "once");
        subscription["discounts"] = new JsonArray([.. left.Select(id => JsonValue.Create(id))]);
    }

    private static void Number(JsonObject invoice, JsonObject customer)
    {
        var sequence = customer.Whole("next_invoice_sequence") ?? 1;
        invoice["number"] = string.Create(CultureInfo.InvariantCulture, $"{customer.Text("invoice_prefix")}-{sequence:0000}");
        customer["next_invoice_sequence"] = sequence + 1;
    }

    private static void Issue(State state, JsonObject invoice)
    {
        invoice["status"] = "open";
        invoice["effective_at"] = state.Now;
        invoice["automatically_finalizes_at"] = null;
        invoice.Child("status_transitions")!["finalized_at"] = state.Now;
        state.Objects.Save(invoice);
        state.Emit("invoice.finalized", invoice);
    }

    /// <summary>A credit pays, a debt is added; what no card can be charged for waits on the balance.</summary>
    private static void SettleBalance(State state, JsonObject invoice, JsonObject customer)
    {
        var before = customer.Whole("balance")!.Value;
        var due = invoice.Whole("amount_due")!.Value;
        var after = before + invoice.Whole("total")!.Value - due;
        if (due > 0 && due < Currency.Smallest(invoice.Text("currency")!))
        {
            after += due;
            due = 0;
        }

        invoice["amount_due"] = due;
        invoice["amount_remaining"] = due;
        invoice["starting_balance"] = before;
        invoice["ending_balance"] = after;
        customer["balance"] = after;
        customer["currency"] ??= invoice.Text("currency");
        if (after == before)
            return;
        state.Objects.Save(customer);
        state.Emit("customer.updated", customer);
    }
}
