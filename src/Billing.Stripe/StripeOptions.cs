namespace Billing.Gateway;

/// <summary>How Stripe is reached (section <c>Stripe</c>). Without a secret key the sandbox stands in.</summary>
public sealed class StripeOptions
{
    public const string Section = "Stripe";

    /// <summary><c>sk_test_…</c> or <c>sk_live_…</c>; empty for the sandbox.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>The endpoint's signing secret, <c>whsec_…</c>. Empty only with the sandbox, which tells its own.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>The secret before it was rolled; both are accepted while it is set.</summary>
    public string PreviousWebhookSecret { get; set; } = "";

    /// <summary>Scheme and host; empty for Stripe itself.</summary>
    public string ApiBase { get; set; } = "";

    /// <summary>Seconds one attempt may take. Somebody is waiting for the page.</summary>
    public int TimeoutSeconds { get; set; } = 8;

    /// <summary>How often a lost attempt is repeated at once, with the same key.</summary>
    public int Retries { get; set; } = 1;
}
