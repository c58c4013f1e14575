using Stripe;

namespace Billing.Gateway;

/// <summary>The events the portal asks Stripe for. Each leads to reading its object back, so several for one change do no harm.</summary>
internal static class ListenedEvents
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        EventTypes.CheckoutSessionCompleted, EventTypes.CheckoutSessionExpired,
        EventTypes.CheckoutSessionAsyncPaymentSucceeded, EventTypes.CheckoutSessionAsyncPaymentFailed,

        EventTypes.PaymentIntentSucceeded, EventTypes.PaymentIntentPaymentFailed, EventTypes.PaymentIntentProcessing,
        EventTypes.PaymentIntentRequiresAction, EventTypes.PaymentIntentCanceled, EventTypes.PaymentIntentAmountCapturableUpdated,

        EventTypes.ChargeRefunded, EventTypes.ChargeRefundUpdated,
        EventTypes.RefundCreated, EventTypes.RefundUpdated, EventTypes.RefundFailed,

        EventTypes.ChargeDisputeCreated, EventTypes.ChargeDisputeUpdated, EventTypes.ChargeDisputeClosed,
        EventTypes.ChargeDisputeFundsWithdrawn, EventTypes.ChargeDisputeFundsReinstated, EventTypes.RadarEarlyFraudWarningCreated,

        EventTypes.CustomerSubscriptionCreated, EventTypes.CustomerSubscriptionUpdated, EventTypes.CustomerSubscriptionDeleted,
        EventTypes.CustomerSubscriptionPendingUpdateApplied, EventTypes.CustomerSubscriptionPendingUpdateExpired,

        EventTypes.InvoiceFinalized, EventTypes.InvoicePaid, EventTypes.InvoicePaymentFailed, EventTypes.InvoicePaymentActionRequired,
        EventTypes.InvoiceMarkedUncollectible, EventTypes.InvoiceVoided, EventTypes.InvoicePaymentPaid, EventTypes.InvoiceUpcoming,

        EventTypes.SetupIntentSucceeded, EventTypes.SetupIntentSetupFailed,
        EventTypes.PaymentMethodAttached, EventTypes.PaymentMethodUpdated, EventTypes.PaymentMethodAutomaticallyUpdated, EventTypes.PaymentMethodDetached,
        EventTypes.CustomerUpdated, EventTypes.CustomerDeleted,
    };
}
