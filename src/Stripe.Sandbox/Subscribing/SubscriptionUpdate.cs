using System.Text.Json.Nodes;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Subscribing;

/// <summary>Changes a running subscription: what it holds, when it is billed, and what the difference costs.</summary>
internal static class SubscriptionUpdate
{
    private static readonly string[] WhenOver = ["metadata", "cancellation_details", "expand"];
    private static readonly string[] MayWait = ["items", "billing_cycle_anchor", "expand", "off_session", "payment_behavior", "proration_behavior", "proration_date", "trial_end", "add_invoice_items"];

    public static JsonObject Run(Call call)
    {
        var subscription = call.Subject("subscription");
        if (SubscriptionDocument.IsOver(subscription) && call.Given.Any(p => !WhenOver.Contains(p.Key)))
            throw StripeFault.Invalid("A canceled subscription can only update its cancellation_details and metadata.");
        var behavior = SubscriptionTerms.OneOf(
            call.Given.Text("payment_behavior") ?? "allow_incomplete", "payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete");
        if (behavior == "pending_if_incomplete" && call.Given.FirstOrDefault(p => !MayWait.Contains(p.Key)).Key is { } unsuitable)
            throw StripeFault.Invalid($"When payment_behavior is pending_if_incomplete, you can't change {unsuitable}.", unsuitable);
        return call.State.OrNothing(() => Run(call.State, subscription, call.Given, behavior));
    }

    /// <summary>The changed subscription, not kept, with the invoice the change makes at once (null when it makes none). Prorations are queued.</summary>
    public static (JsonObject Changed, JsonObject? Invoice) Plan(State state, JsonObject subscription, JsonObject given)
    {
        var changed = subscription.DeepClone().AsObject();
        var prorates = SubscriptionTerms.OneOf(
            given.Text("proration_behavior") ?? "create_prorations", "proration_behavior", "create_prorations", "none", "always_invoice");
        SubscriptionTerms.Apply(state, changed, given);
        SubscriptionInvoices.AddExtras(state, changed, given);
        var date = Date(state, subscription, given);
        SubscriptionItems.Set(changed, SubscriptionItems.Change(state, subscription, given));
        var (start, end) = SubscriptionItems.Period(subscription);
        SubscriptionItems.SetPeriod(changed, start, end);

        var isNewCycle = given.Text("billing_cycle_anchor") == "now" || !SameInterval(subscription, changed);
        if (given.Text("trial_end") is { } trial)
            isNewCycle |= SetTrial(state, changed, SubscriptionTerms.Moment(trial, "trial_end", state.Now));
        JsonObject? invoice = null;
        if (isNewCycle)
            invoice = NewCycle(state, subscription, changed, prorates, date);
        else if (subscription.Text("status") != "trialing" && prorates != "none" && Prorate(state, subscription, changed, date) && prorates == "always_invoice")
            invoice = InvoicePending(state, changed, "subscription_update");
        if (invoice is null && subscription.Text("status") != "trialing" && prorates == "none")
            KeepBilled(subscription, changed);
        SubscriptionTerms.ApplyEnd(state, changed, given);
        return (changed, invoice);
    }

    /// <summary>A draft of what waits for the subscription.</summary>
    public static JsonObject InvoicePending(State state, JsonObject subscription, string reason)
    {
        var invoice = SubscriptionInvoices.New(state, subscription, reason);
        InvoiceItems.TakePending(state, invoice);
        InvoiceTotals.Compute(state, invoice);
        return invoice;
    }

    /// <summary>A change that was planned long ago: nobody is there to answer to, an unpaid one is collected like a renewal.</summary>
    public static void RunPlanned(State state, JsonObject subscription, JsonObject given)
    {
        given["off_session"] = true;
        Run(state, subscription, given, "allow_incomplete");
    }

    private static JsonObject Run(State state, JsonObject subscription, JsonObject given, string behavior)
    {
        PendingUpdates.Expire(state, subscription);
        var id = subscription.Text("id")!;
        var before = SubscriptionItems.Period(subscription);
        var (changed, invoice) = Plan(state, subscription, given);
        if (invoice is null)
        {
            SubscriptionDocument.Save(state, changed);
        }
        else if (behavior == "pending_if_incomplete")
        {
            PendingUpdates.Remember(state, subscription, changed, invoice);
            Bill(state, invoice, given, behavior);
            var after = state.Objects.Find(id)!;
            return after["_pending"] is null ? after : PendingUpdates.Show(state, after);
        }
        else
        {
            changed["latest_invoice"] = invoice.Text("id");
            if (behavior == "default_incomplete" && invoice.Whole("amount_due") > 0)
                changed["status"] = "past_due";
            SubscriptionDocument.Save(state, changed);
            Bill(state, invoice, given, behavior);
        }

        var result = state.Objects.Find(id)!;
        if (SubscriptionItems.Period(result) != before)
            Renewal.SetTimers(state, result);
        return result;
    }

    private static void Bill(State state, JsonObject invoice, JsonObject given, string behavior)
    {
        InvoiceLifecycle.Open(state, invoice, withPending: false);
        invoice = InvoiceLifecycle.FinalizeDraft(state, invoice);
        if (invoice.Text("status") != "open" || behavior == "default_incomplete" || invoice.Text("collection_method") == "send_invoice")
            return;
        var collected = InvoiceCollection.Attempt(state, invoice, null, given.Flag("off_session"));
        if (behavior == "error_if_incomplete" && collected.Fault(state) is { } fault)
            throw fault;
    }

    /// <summary>A whole new period from now on; what was paid for the old one is given back.</summary>
    private static JsonObject NewCycle(State state, JsonObject subscription, JsonObject changed, string prorates, long date)
    {
        if (prorates != "none" && subscription.Text("status") != "trialing")
        {
            foreach (var item in SubscriptionItems.Of(subscription))
                Proration.Credit(state, subscription, item, date);
        }

        var isTrial = changed.Whole("trial_end") > state.Now;
        var end = isTrial ? changed.Whole("trial_end")!.Value : BillingCycle.Around(state.Now, SubscriptionItems.Recurring(changed), state.Now).End;
        changed["billing_cycle_anchor"] = isTrial ? end : state.Now;
        SubscriptionItems.SetPeriod(changed, state.Now, end);
        if (changed.Flag("cancel_at_period_end"))
        {
            changed["cancel_at"] = end;
            state.Timers.Set(end, BillingTimers.CancelAt, changed.Text("id")!);
        }

        var invoice = SubscriptionInvoices.New(state, changed, "subscription_update");
        SubscriptionInvoices.Bill(state, invoice, changed, isTrial ? _ => 0 : null);
        return invoice;
    }

    /// <summary>Credits and charges what has changed; false when nothing has.</summary>
    private static bool Prorate(State state, JsonObject subscription, JsonObject changed, long date)
    {
        var after = SubscriptionItems.Of(changed).ToDictionary(i => i.Text("id")!, StringComparer.Ordinal);
        var before = SubscriptionItems.Of(subscription).ToDictionary(i => i.Text("id")!, StringComparer.Ordinal);
        var differs = false;
        foreach (var id in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var (was, now) = (before.GetValueOrDefault(id), after.GetValueOrDefault(id));
            if (was is not null && now is not null && was.Child("price")!.Text("id") == now.Child("price")!.Text("id") && was.Whole("quantity") == now.Whole("quantity"))
                continue;
            differs = true;
            if (was is not null)
                Proration.Credit(state, subscription, was, date);
            if (now is not null)
                Proration.Charge(state, changed, now, date);
        }

        return differs;
    }

    /// <summary>Without prorations the old price stays paid till the period's end: a later credit is a part of that.</summary>
    private static void KeepBilled(JsonObject subscription, JsonObject changed)
    {
        foreach (var item in SubscriptionItems.Of(changed))
            item["_billed"] = SubscriptionItems.Of(subscription).Find(i => i.Text("id") == item.Text("id"))?["_billed"]?.DeepClone();
    }

    /// <summary>True when the trial's end begins a new cycle.</summary>
    private static bool SetTrial(State state, JsonObject changed, long end)
    {
        var isOver = end <= state.Now;
        changed["trial_end"] = isOver ? state.Now : end;
        changed["trial_start"] ??= state.Now;
        changed["status"] = isOver ? "active" : "trialing";
        return true;
    }

    public static bool SameInterval(JsonObject before, JsonObject after)
    {
        var (was, now) = (SubscriptionItems.Recurring(before), SubscriptionItems.Recurring(after));
        return was.Text("interval") == now.Text("interval") && was.Whole("interval_count") == now.Whole("interval_count");
    }

    private static long Date(State state, JsonObject subscription, JsonObject given)
    {
        if (given.Whole("proration_date") is not { } date)
            return state.Now;
        var (start, end) = SubscriptionItems.Period(subscription);
        return date >= start && date <= end ? date : throw StripeFault.Invalid("proration_date must be within the current period.", "proration_date");
    }
}
