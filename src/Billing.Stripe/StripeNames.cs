namespace Billing.Gateway;

/// <summary>Words of Stripe's that the portal compares with or sends.</summary>
internal static class StripeNames
{
    public const string ModePayment = "payment";

    public const string SessionComplete = "complete";
    public const string SessionExpired = "expired";
    public const string SessionOpen = "open";

    public const string Paid = "paid";
    public const string NothingToPay = "no_payment_required";
    public const string Unpaid = "unpaid";

    public const string MethodCard = "card";
    public const string IntentProcessing = "processing";

    public const string IdempotencyError = "idempotency_error";

    /// <summary>Metadata keys. They help people in the Dashboard; the portal trusts its own rows.</summary>
    public const string MetadataAccount = "account";
    public const string MetadataPayment = "payment";
}
