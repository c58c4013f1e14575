namespace Billing.Gateway;

/// <summary>Words of Stripe's that the portal compares with or sends.</summary>
internal static class StripeNames
{
    public const string ModePayment = "payment";
    public const string ModeSetup = "setup";
    public const string ModeSubscription = "subscription";

    public const string SessionComplete = "complete";
    public const string SessionExpired = "expired";
    public const string SessionOpen = "open";

    public const string Paid = "paid";
    public const string NothingToPay = "no_payment_required";
    public const string Unpaid = "unpaid";

    public const string MethodCard = "card";
    public const string OffSession = "off_session";
    public const string CaptureByHand = "manual";

    public const string IntentNeedsAction = "requires_action";
    public const string IntentProcessing = "processing";
    public const string IntentHeld = "requires_capture";
    public const string IntentSucceeded = "succeeded";
    public const string IntentCancelled = "canceled";

    public const string RefundSucceeded = "succeeded";
    public const string RefundFailed = "failed";
    public const string RefundCancelled = "canceled";

    public const string DisputeNeedsResponse = "needs_response";
    public const string DisputeUnderReview = "under_review";
    public const string DisputeWon = "won";
    public const string DisputeLost = "lost";
    public const string InquiryNeedsResponse = "warning_needs_response";
    public const string InquiryUnderReview = "warning_under_review";

    public const string SubscriptionIncomplete = "incomplete";
    public const string SubscriptionExpired = "incomplete_expired";
    public const string SubscriptionTrialing = "trialing";
    public const string SubscriptionActive = "active";
    public const string SubscriptionCancelled = "canceled";
    public const string AnyStatus = "all";
    public const string OrRefuse = "error_if_incomplete";
    public const string NoProration = "none";
    public const string Once = "once";
    public const string Month = "month";
    public const string Year = "year";

    public const string InvoicePaid = "paid";
    public const string InvoiceOpen = "open";
    public const string BecauseCreated = "subscription_create";
    public const string BecauseOfTheCycle = "subscription_cycle";
    public const string BecauseUpdated = "subscription_update";

    public const string NeedsAuthentication = "authentication_required";
    public const string ResourceMissing = "resource_missing";
    public const string AlreadyExists = "resource_already_exists";
    public const string IdempotencyError = "idempotency_error";

    /// <summary>Metadata keys. They help people in the Dashboard; the portal trusts its own rows.</summary>
    public const string MetadataAccount = "account";
    public const string MetadataPayment = "payment";
    public const string MetadataReference = "reference";
}
