using System.Text.Json.Nodes;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

internal static class SubscriptionEnd
{
    /// <summary>Ends it now. What is unpaid stays payable but is no longer collected; a first payment that never came is void.</summary>
    public static void Cancel(State state, JsonObject subscription, string reason)
    {
        var neverPaid = subscription.Text("status") == "incomplete";
        Close(state, subscription, neverPaid ? "incomplete_expired" : "canceled", reason);
        foreach (var invoice in state.Objects.Where("invoice", "parent.subscription_details.subscription", subscription.Text("id")!))
            StopCollecting(state, invoice, neverPaid);
        state.Emit("customer.subscription.deleted", subscription);
    }

    /// <summary>The first payment did not come in time.</summary>
    public static void Expire(State state, JsonObject subscription)
    {
        if (subscription.Text("status") != "incomplete")
            return;
        Close(state, subscription, "incomplete_expired", null);
        StopCollecting(state, state.Objects.Find(subscription.Text("latest_invoice")!)!, isVoid: true);
        state.Emit("customer.subscription.updated", subscription);
    }

    private static void Close(State state, JsonObject subscription, string status, string? reason)
    {
        PendingUpdates.Expire(state, subscription);
        subscription["status"] = status;
        subscription["canceled_at"] ??= state.Now;
        subscription["ended_at"] = state.Now;
        subscription["_pending"] = null;
        if (reason is not null && subscription.Child("cancellation_details")!.Text("reason") is null)
            subscription.Child("cancellation_details")!["reason"] = reason;
        SubscriptionSchedules.SubscriptionEnded(state, subscription);
        state.Objects.Save(subscription);
    }

    private static void StopCollecting(State state, JsonObject invoice, bool isVoid)
    {
        if (isVoid && invoice.Text("status") == "open")
        {
            InvoiceLifecycle.Void(state, invoice);
        }
        else if (invoice.Text("status") is "open" or "draft")
        {
            invoice["auto_advance"] = false;
            invoice["automatically_finalizes_at"] = null;
            invoice["next_payment_attempt"] = null;
            state.Objects.Save(invoice);
        }
    }
}
