using System.Text.Json.Nodes;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

/// <summary>One period follows the other.</summary>
internal static class Renewal
{
    private const long Day = 24 * 60 * 60;
    private const long LongestNotice = 7 * Day;
    private const long TrialNotice = 3 * Day;

    /// <summary>Reminders for the period that has just begun.</summary>
    public static void SetTimers(State state, JsonObject subscription)
    {
        var id = subscription.Text("id")!;
        var (start, end) = SubscriptionItems.Period(subscription);
        state.Timers.Set(end, BillingTimers.PeriodEnd, id);
        state.Timers.Set(end - Math.Min(LongestNotice, (end - start) / 4), BillingTimers.Upcoming, id);
        if (subscription.Whole("trial_end") == end && end - TrialNotice > state.Now)
            state.Timers.Set(end - TrialNotice, BillingTimers.TrialEnding, id);
    }

    public static void Renew(State state, JsonObject subscription)
    {
        if (SubscriptionItems.Period(subscription).End != state.Now || subscription.Text("status") is not ("active" or "past_due" or "trialing" or "unpaid"))
            return;
        if (subscription.Whole("cancel_at") <= state.Now)
        {
            SubscriptionEnd.Cancel(state, subscription, "cancellation_requested");
            return;
        }

        PendingUpdates.Expire(state, subscription);
        if (subscription.Text("status") == "trialing" && !EndTrial(state, subscription))
            return;

        var invoice = Roll(state, subscription);
        // Whoever has not paid for long is billed on paper only: the draft waits for the seller.
        var isCollected = subscription.Text("status") != "unpaid";
        invoice["auto_advance"] = isCollected;
        invoice["automatically_finalizes_at"] = isCollected ? state.Now + InvoiceLifecycle.DraftSeconds : null;
        invoice["next_payment_attempt"] = isCollected ? state.Now + InvoiceLifecycle.DraftSeconds : null;
        subscription["latest_invoice"] = invoice.Text("id");
        InvoiceLifecycle.UseUpDiscounts(state, subscription);
        InvoiceLifecycle.Open(state, invoice, withPending: false);
        if (isCollected)
            state.Timers.Set(state.Now + InvoiceLifecycle.DraftSeconds, BillingTimers.Finalize, invoice.Text("id")!);
        SubscriptionDocument.Save(state, subscription);
        SetTimers(state, subscription);
    }

    /// <summary>Says what the next invoice will come to. It has no id: it doesn't exist yet.</summary>
    public static void Announce(State state, JsonObject subscription)
    {
        var (start, end) = SubscriptionItems.Period(subscription);
        if (subscription.Text("status") is not ("active" or "trialing") || subscription["cancel_at"] is not null
            || end - Math.Min(LongestNotice, (end - start) / 4) != state.Now)
        {
            return;
        }

        state.Emit("invoice.upcoming", Next(state, subscription));
    }

    /// <summary>The next period's invoice as things stand, without an id; nothing changes.</summary>
    public static JsonObject Next(State state, JsonObject subscription) => state.Imagine(() =>
    {
        JsonObject? invoice = null;
        state.At(SubscriptionItems.Period(subscription).End, () => invoice = Roll(state, subscription.DeepClone().AsObject()));
        return WithoutId(invoice!);
    });

    public static JsonObject WithoutId(JsonObject invoice)
    {
        var upcoming = invoice.DeepClone().AsObject();
        upcoming.Remove("id");
        upcoming["billing_reason"] = "upcoming";
        foreach (var line in upcoming.Child("lines")!.Children("data"))
            line["invoice"] = null;
        return upcoming;
    }

    /// <summary>Moves the subscription into its next period and bills it.</summary>
    private static JsonObject Roll(State state, JsonObject subscription)
    {
        var before = SubscriptionItems.Period(subscription);
        SubscriptionSchedules.EnterAtRenewal(state, subscription);
        var (_, end) = BillingCycle.Around(subscription.Whole("billing_cycle_anchor")!.Value, SubscriptionItems.Recurring(subscription), state.Now);
        SubscriptionItems.SetPeriod(subscription, state.Now, end);
        var invoice = SubscriptionInvoices.New(state, subscription, "subscription_cycle");
        (invoice["period_start"], invoice["period_end"]) = (before.Start, before.End);
        SubscriptionInvoices.Bill(state, invoice, subscription);
        return invoice;
    }

    /// <summary>False when there is no card to go on with and the subscription wants to stop then.</summary>
    private static bool EndTrial(State state, JsonObject subscription)
    {
        var behavior = subscription.Child("trial_settings")!.Child("end_behavior")!.Text("missing_payment_method");
        var hasMethod = InvoiceCollection.DefaultMethod(state, SubscriptionInvoices.New(state, subscription, "subscription_cycle")) is not null;
        if (!hasMethod && behavior == "cancel")
        {
            SubscriptionEnd.Cancel(state, subscription, "cancellation_requested");
            return false;
        }

        if (!hasMethod && behavior == "pause")
        {
            subscription["status"] = "paused";
            state.Objects.Save(subscription);
            state.Emit("customer.subscription.paused", subscription);
            return false;
        }

        subscription["status"] = "active";
        return true;
    }
}
