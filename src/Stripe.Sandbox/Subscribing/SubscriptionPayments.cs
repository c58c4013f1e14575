using System.Text.Json.Nodes;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

/// <summary>What a paid or unpaid invoice means for its subscription.</summary>
internal static class SubscriptionPayments
{
    /// <summary>The setting that says what follows the last attempt: a name of <see cref="AfterLastRetry"/>.</summary>
    public const string LastRetry = "after_last_retry";

    public static void InvoicePaid(State state, JsonObject invoice)
    {
        if (Owner(state, invoice) is not { } subscription || SubscriptionDocument.IsOver(subscription))
            return;
        if (subscription.Child("_pending")?.Text("invoice") == invoice.Text("id"))
        {
            PendingUpdates.Apply(state, subscription);
            return;
        }

        if (subscription.Text("status") is not ("incomplete" or "past_due" or "unpaid") || subscription.Text("latest_invoice") != invoice.Text("id"))
            return;
        subscription["status"] = subscription.Whole("trial_end") > state.Now ? "trialing" : "active";
        if (subscription.Child("payment_settings")!.Text("save_default_payment_method") == "on_subscription" && InvoicePayments.Intent(state, invoice)?.Text("payment_method") is { } method)
            subscription["default_payment_method"] = method;
        SubscriptionDocument.Save(state, subscription);
    }

    /// <param name="state">Where the subscription is.</param>
    /// <param name="invoice">What could not be paid.</param>
    /// <param name="isLast">There is no further attempt: the seller's setting decides.</param>
    public static void InvoiceFailed(State state, JsonObject invoice, bool isLast)
    {
        if (Owner(state, invoice) is not { } subscription || invoice.Flag("_pending_update"))
            return;
        var then = isLast && Enum.TryParse<AfterLastRetry>(state.Setting(LastRetry), out var chosen) ? chosen : AfterLastRetry.Cancel;
        if (isLast && then == AfterLastRetry.Cancel && !SubscriptionDocument.IsOver(subscription))
            SubscriptionEnd.Cancel(state, subscription, "payment_failed");
        else if (isLast && then == AfterLastRetry.MarkUnpaid && subscription.Text("status") is "active" or "past_due")
            SetStatus(state, subscription, "unpaid");
        else if (subscription.Text("status") is "active" or "trialing")
            SetStatus(state, subscription, "past_due");
    }

    private static void SetStatus(State state, JsonObject subscription, string status)
    {
        subscription["status"] = status;
        SubscriptionDocument.Save(state, subscription);
    }

    private static JsonObject? Owner(State state, JsonObject invoice) =>
        InvoiceDocument.Subscription(invoice) is { } id ? state.Objects.Find(id) : null;
}
