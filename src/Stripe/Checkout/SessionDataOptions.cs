namespace Stripe.Checkout;

/// <summary>Only with mode payment.</summary>
public class SessionPaymentIntentDataOptions
{
    public string CaptureMethod { get; set; }
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string ReceiptEmail { get; set; }
    public string SetupFutureUsage { get; set; }
    public string StatementDescriptorSuffix { get; set; }
}

/// <summary>Only with mode setup.</summary>
public class SessionSetupIntentDataOptions
{
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
}

/// <summary>Only with mode subscription.</summary>
public class SessionSubscriptionDataOptions
{
    public DateTime? BillingCycleAnchor { get; set; }
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string ProrationBehavior { get; set; }
    public DateTime? TrialEnd { get; set; }
    public long? TrialPeriodDays { get; set; }
}

public class SessionSavedPaymentMethodOptionsOptions
{
    public List<string> AllowRedisplayFilters { get; set; }
    /// <summary>enabled or disabled: whether the payer may tick that the card is kept.</summary>
    public string PaymentMethodSave { get; set; }
}
