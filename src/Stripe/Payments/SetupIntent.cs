namespace Stripe;

/// <summary>A card being kept for later, the challenge of its bank included.</summary>
public class SetupIntent : StripeEntity<SetupIntent>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string CancellationReason { get; set; }
    public string ClientSecret { get; set; }
    public DateTime Created { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public string Description { get; set; }
    public StripeError LastSetupError { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SetupIntentNextAction NextAction { get; set; }
    public string PaymentMethodId { get; set; }
    public PaymentMethod PaymentMethod { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    /// <summary>requires_payment_method, requires_confirmation, requires_action, processing, succeeded or canceled.</summary>
    public string Status { get; set; }
    public string Usage { get; set; }
}

public class SetupIntentNextAction : StripeEntity<SetupIntentNextAction>
{
    public SetupIntentNextActionRedirectToUrl RedirectToUrl { get; set; }
    public string Type { get; set; }
}

public class SetupIntentNextActionRedirectToUrl : StripeEntity<SetupIntentNextActionRedirectToUrl>
{
    public string ReturnUrl { get; set; }
    public string Url { get; set; }
}
