using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Subscribing;

/// <summary>
/// What billing does by itself. A timer is only a reminder to look: whether its moment still means anything is read from
/// the object, so that a changed period or a canceled subscription needs no timer to be taken back.
/// </summary>
internal static class BillingTimers
{
    public const string PeriodEnd = "period_end";
    public const string Upcoming = "invoice_upcoming";
    public const string Incomplete = "subscription_incomplete";
    public const string CancelAt = "subscription_cancel";
    public const string PendingUpdate = "pending_update";
    public const string TrialEnding = "trial_ending";
    public const string Phase = "schedule_phase";
    public const string Finalize = "invoice_finalize";

    public static void Run(State state, string kind, JsonObject subject)
    {
        switch (kind)
        {
            case PeriodEnd:
                Renewal.Renew(state, subject);
                break;
            case Upcoming:
                Renewal.Announce(state, subject);
                break;
            case Incomplete:
                SubscriptionEnd.Expire(state, subject);
                break;
            case CancelAt when subject.Whole("cancel_at") == state.Now && !SubscriptionDocument.IsOver(subject):
                SubscriptionEnd.Cancel(state, subject, "cancellation_requested");
                break;
            case PendingUpdate when subject.Child("pending_update")?.Whole("expires_at") == state.Now:
                PendingUpdates.Expire(state, subject);
                break;
            case TrialEnding when subject.Text("status") == "trialing":
                state.Emit("customer.subscription.trial_will_end", subject);
                break;
            case Phase:
                SubscriptionSchedules.Enter(state, subject);
                break;
            case Finalize when subject.Text("status") == "draft" && subject.Whole("automatically_finalizes_at") == state.Now:
                Collect(state, InvoiceLifecycle.FinalizeDraft(state, subject));
                break;
            case InvoiceCollection.Retry when subject.Text("status") == "open" && subject.Whole("next_payment_attempt") == state.Now:
                Collect(state, subject);
                break;
            case Coupons.LastDay when subject.Flag("valid"):
                Coupons.Close(state, subject);
                break;
            case PromotionCodes.LastDay when subject.Flag("active"):
                PromotionCodes.Close(state, subject);
                break;
        }
    }

    private static void Collect(State state, JsonObject invoice)
    {
        if (invoice.Text("collection_method") == "charge_automatically")
            InvoiceCollection.Attempt(state, invoice, null, offSession: true);
    }
}
