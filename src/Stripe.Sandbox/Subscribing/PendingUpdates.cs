using System.Text.Json.Nodes;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

/// <summary>A change that waits for its payment: the subscription stays as it is until then.</summary>
internal static class PendingUpdates
{
    private const long KeptSeconds = 23 * 60 * 60;

    /// <summary>The fields a change may touch; everything else of the subscription is left alone.</summary>
    private static readonly string[] Touched = ["items", "billing_cycle_anchor", "trial_end"];

    /// <summary>Remembers the change for the moment the invoice is paid. Not shown yet: the payment may succeed at once.</summary>
    public static void Remember(State state, JsonObject subscription, JsonObject changed, JsonObject invoice)
    {
        var pending = new JsonObject { ["invoice"] = invoice.Text("id") };
        foreach (var field in Touched)
            pending[field] = changed[field]?.DeepClone();
        subscription["_pending"] = pending;
        subscription["latest_invoice"] = invoice.Text("id");
        invoice["_pending_update"] = true;
        state.Objects.Save(subscription);
    }

    /// <summary>The payment did not succeed at once: shows what is waiting.</summary>
    public static JsonObject Show(State state, JsonObject subscription)
    {
        var pending = subscription.Child("_pending")!;
        var expires = state.Now + KeptSeconds;
        subscription["pending_update"] = new JsonObject
        {
            ["billing_cycle_anchor"] = Differs(pending, subscription, "billing_cycle_anchor") ? pending.Whole("billing_cycle_anchor") : null,
            ["discount"] = null,
            ["discounts"] = null,
            ["expires_at"] = expires,
            ["metadata"] = null,
            ["subscription_items"] = pending.Child("items")!["data"]!.DeepClone(),
            ["trial_end"] = Differs(pending, subscription, "trial_end") ? pending.Whole("trial_end") : null,
            ["trial_from_plan"] = null,
        };
        state.Timers.Set(expires, BillingTimers.PendingUpdate, subscription.Text("id")!);
        SubscriptionDocument.Save(state, subscription);
        return subscription;
    }

    public static void Apply(State state, JsonObject subscription)
    {
        var pending = subscription.Child("_pending")!;
        var wasShown = subscription["pending_update"] is not null;
        foreach (var field in Touched)
            subscription[field] = pending[field]?.DeepClone();
        Clear(subscription);
        if (wasShown)
        {
            state.Objects.Save(subscription);
            state.Emit("customer.subscription.pending_update_applied", subscription);
        }

        SubscriptionDocument.Save(state, subscription);
        Renewal.SetTimers(state, subscription);
    }

    /// <summary>Drops a change nobody has paid for; its invoice is void.</summary>
    public static void Expire(State state, JsonObject subscription)
    {
        if (subscription.Child("_pending")?.Text("invoice") is not { } invoiceId)
            return;
        Clear(subscription);
        state.Objects.Save(subscription);
        if (state.Objects.Find(invoiceId) is { } invoice && invoice.Text("status") == "open")
            InvoiceLifecycle.Void(state, invoice);
        state.Emit("customer.subscription.pending_update_expired", subscription);
    }

    private static void Clear(JsonObject subscription)
    {
        subscription["pending_update"] = null;
        subscription["_pending"] = null;
    }

    private static bool Differs(JsonObject pending, JsonObject subscription, string field) => pending.Whole(field) != subscription.Whole(field);
}
