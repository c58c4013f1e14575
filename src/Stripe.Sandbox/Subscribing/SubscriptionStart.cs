using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

/// <summary>The first period: the subscription, its invoice and its payment.</summary>
internal static class SubscriptionStart
{
    private const long Day = 24 * 60 * 60;

    /// <summary>How long the first payment may take.</summary>
    private const long IncompleteSeconds = 23 * 60 * 60;

    /// <summary>Makes the subscription with its finalized first invoice; nothing is charged yet.</summary>
    /// <param name="state">Where it is kept.</param>
    /// <param name="given">The parameters of creating a subscription.</param>
    public static JsonObject Open(State state, JsonObject given)
    {
        var customer = state.Require("customer", given.Text("customer") ?? throw StripeFault.Required("customer"), "customer");
        var id = Ids.New("sub_");
        var items = given.Children("items").Select((e, i) => SubscriptionItems.Add(state, e, id, FormattableString.Invariant($"items[{i}]"))).ToList();
        if (items.Count == 0)
            throw StripeFault.Required("items");
        var subscription = SubscriptionDocument.New(state, id, customer, items[0].Child("price")!.Text("currency")!);
        SubscriptionItems.Set(subscription, items);
        SubscriptionTerms.Apply(state, subscription, given);
        var amount = SetFirstPeriod(state, subscription, given);
        SubscriptionTerms.ApplyEnd(state, subscription, given);

        SubscriptionInvoices.AddExtras(state, subscription, given);
        var invoice = SubscriptionInvoices.New(state, subscription, "subscription_create");
        SubscriptionInvoices.Bill(state, invoice, subscription, amount);
        subscription["latest_invoice"] = invoice.Text("id");
        var isFree = invoice.Whole("amount_due") == 0 || subscription.Text("collection_method") == "send_invoice";
        if (isFree)
            subscription["status"] = subscription.Whole("trial_end") is null ? "active" : "trialing";
        state.Objects.Add(subscription);
        state.Emit("customer.subscription.created", subscription);
        if (!isFree)
            state.Timers.Set(state.Now + IncompleteSeconds, BillingTimers.Incomplete, id);
        Renewal.SetTimers(state, subscription);

        InvoiceLifecycle.Open(state, invoice, withPending: false);
        InvoiceLifecycle.FinalizeDraft(state, invoice);
        var kept = state.Objects.Find(id)!;
        InvoiceLifecycle.UseUpDiscounts(state, kept);
        state.Objects.Save(kept);
        return kept;
    }

    /// <summary>Takes the first payment as the caller wants it.</summary>
    /// <exception cref="StripeFault">402 when it fails and nothing shall be left incomplete.</exception>
    public static JsonObject Collect(State state, JsonObject subscription, JsonObject given)
    {
        var behavior = SubscriptionTerms.OneOf(
            given.Text("payment_behavior") ?? "allow_incomplete", "payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete");
        var invoice = state.Objects.Find(subscription.Text("latest_invoice")!)!;
        if (invoice.Text("status") != "open" || behavior == "default_incomplete" || subscription.Text("collection_method") == "send_invoice")
            return subscription;
        if (InvoiceCollection.DefaultMethod(state, invoice) is null)
            throw StripeFault.Invalid("This customer has no attached payment source or default payment method. Please consider adding a default payment method.", code: "resource_missing");
        var collected = InvoiceCollection.Attempt(state, invoice, null, given.Flag("off_session"));
        if (behavior == "error_if_incomplete" && collected.Fault(state) is { } fault)
            throw fault;
        return state.Objects.Find(subscription.Text("id")!)!;
    }

    /// <summary>Sets period and anchor; answers what an item costs for that period, null for its price.</summary>
    private static Func<JsonObject, long>? SetFirstPeriod(State state, JsonObject subscription, JsonObject given)
    {
        var recurring = SubscriptionItems.Recurring(subscription);
        if (TrialEnd(state, given) is { } trialEnd && trialEnd > state.Now)
        {
            subscription["trial_start"] = state.Now;
            subscription["trial_end"] = trialEnd;
            subscription["billing_cycle_anchor"] = trialEnd;
            SubscriptionItems.SetPeriod(subscription, state.Now, trialEnd);
            return _ => 0;
        }

        var anchor = given.Whole("billing_cycle_anchor") ?? state.Now;
        if (anchor < state.Now)
            throw StripeFault.Invalid("billing_cycle_anchor must not be in the past.", "billing_cycle_anchor");
        if (anchor > BillingCycle.Around(state.Now, recurring, state.Now).End)
            throw StripeFault.Invalid("billing_cycle_anchor cannot be later than the next natural billing date.", "billing_cycle_anchor");
        var (start, end) = BillingCycle.Around(anchor, recurring, state.Now);
        subscription["billing_cycle_anchor"] = anchor;
        SubscriptionItems.SetPeriod(subscription, state.Now, end);
        if (start == state.Now)
            return null;
        return given.Text("proration_behavior") == "none" ? _ => 0 : item => Share.Of(SubscriptionItems.Amount(item), end - state.Now, end - start);
    }

    private static long? TrialEnd(State state, JsonObject given)
    {
        if (given.Text("trial_end") is { } text)
            return SubscriptionTerms.Moment(text, "trial_end", state.Now);
        return given.Whole("trial_period_days") is { } days ? state.Now + (days * Day) : null;
    }
}
