using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Subscribing;

namespace Stripe.Sandbox.Invoicing;

/// <summary>How an attempt to pay an invoice ended.</summary>
/// <param name="Refusal">Why not; null when paid or waiting for the payer's bank.</param>
internal sealed record Collected(JsonObject Invoice, JsonObject? Intent, Decline? Refusal)
{
    public bool IsPaid => Invoice.Text("status") == "paid";

    /// <summary>The refusal as the API words it; null when nothing was refused.</summary>
    public StripeFault? Fault(State state)
    {
        if (Refusal is not null)
            return Charging.Refusal(Refusal, Intent, Intent?.Text("latest_charge") is { } charge ? state.Objects.Find(charge) : null);
        return IsPaid || Intent?.Text("status") != "requires_action" ? null
            : Charging.Refusal(new Decline("invoice_payment_intent_requires_action", null, "The payment of this invoice needs the customer's authentication."), Intent, null);
    }
}

/// <summary>Takes an open invoice's money, again and again where it fails.</summary>
internal static class InvoiceCollection
{
    public const string Retry = "invoice_retry";

    private const long Day = 24 * 60 * 60;
    private static readonly Decline NoMethod = new(
        "resource_missing", null, "This customer has no attached payment source or default payment method. Please consider adding a default payment method.");

    /// <summary>Days after the first attempt on which it is tried again.</summary>
    private static readonly long[] RetryDays = [1, 3, 5, 7];

    public static Collected Attempt(State state, JsonObject invoice, string? method, bool offSession, bool authenticated = false)
    {
        if (invoice.Text("status") is not ("open" or "uncollectible"))
            return new(invoice, null, null);
        method ??= DefaultMethod(state, invoice);
        var intent = InvoicePayments.Intent(state, invoice) ?? InvoicePayments.Open(state, invoice);
        if (method is null)
        {
            Failed(state, invoice.Text("id")!, NoMethod.Code);
            return new(state.Objects.Find(invoice.Text("id")!)!, intent, NoMethod);
        }

        var refusal = Charging.Attempt(state, intent, state.Objects.Find(method)!, offSession, authenticated);
        var after = state.Objects.Find(invoice.Text("id")!)!;
        if (refusal is null && intent.Text("status") == "requires_action")
            state.Emit("invoice.payment_action_required", after);
        else if (refusal is null)
            Charging.SettleLatest(state, intent);
        return new(after, intent, refusal);
    }

    /// <summary>The method a payment without the customer uses: the invoice's, the subscription's, the customer's; none that was taken off file.</summary>
    public static string? DefaultMethod(State state, JsonObject invoice)
    {
        var customer = invoice.Text("customer")!;
        string?[] named =
        [
            invoice.Text("default_payment_method"),
            InvoiceDocument.Subscription(invoice) is { } id ? state.Objects.Find(id)?.Text("default_payment_method") : null,
            state.Objects.Find(customer)?.Child("invoice_settings")?.Text("default_payment_method"),
        ];
        return named.FirstOrDefault(method => method is not null && state.Objects.Find(method)?.Text("customer") == customer);
    }

    /// <summary>The bank has paid, through whichever door the payment was confirmed.</summary>
    public static void Succeeded(State state, string invoiceId)
    {
        if (state.Objects.Find(invoiceId) is not { } invoice || invoice.Text("status") is not ("open" or "uncollectible"))
            return;
        if (IsScheduled(state, invoice))
            invoice["attempt_count"] = invoice.Whole("attempt_count") + 1;
        InvoiceLifecycle.MarkPaid(state, invoice);
    }

    /// <summary>Counts the attempt and sets the next one. Attempts by hand between two scheduled ones aren't counted.</summary>
    public static void Failed(State state, string invoiceId, string? code)
    {
        if (state.Objects.Find(invoiceId) is not { } invoice || invoice.Text("status") != "open")
            return;
        var isLast = false;
        if (IsScheduled(state, invoice))
        {
            var attempts = invoice.Whole("attempt_count")!.Value + 1;
            invoice["attempt_count"] = attempts;
            invoice["_first_attempt"] ??= state.Now;
            isLast = SetNext(state, invoice, attempts);
        }

        invoice["attempted"] = true;
        state.Objects.Save(invoice);
        state.Emit("invoice.payment_failed", invoice);
        if (code == "authentication_required")
            state.Emit("invoice.payment_action_required", invoice);
        SubscriptionPayments.InvoiceFailed(state, invoice, isLast);
    }

    private static bool IsScheduled(State state, JsonObject invoice) =>
        invoice.Whole("attempt_count") == 0 || invoice.Whole("next_payment_attempt") == state.Now;

    /// <summary>True when there is no further attempt.</summary>
    private static bool SetNext(State state, JsonObject invoice, long attempts)
    {
        var isRetried = invoice.Flag("auto_advance") && invoice.Text("billing_reason") != "subscription_create" && !invoice.Flag("_pending_update");
        if (!isRetried || attempts > RetryDays.Length)
        {
            invoice["next_payment_attempt"] = null;
            return isRetried;
        }

        var next = invoice.Whole("_first_attempt")!.Value + (RetryDays[attempts - 1] * Day);
        invoice["next_payment_attempt"] = next;
        state.Timers.Set(next, Retry, invoice.Text("id")!);
        return false;
    }
}
