namespace Stripe.BillingPortal;

/// <summary>Stripe's own self-service pages for one customer.</summary>
public class Session : StripeEntity<Session>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string ConfigurationId { get; set; }
    public Configuration Configuration { get; set; }
    public DateTime Created { get; set; }
    public string Customer { get; set; }
    public bool Livemode { get; set; }
    public string Locale { get; set; }
    public string ReturnUrl { get; set; }
    /// <summary>Lives for minutes: make one when it is clicked, never keep it.</summary>
    public string Url { get; set; }
}
