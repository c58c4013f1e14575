namespace Stripe.BillingPortal;

/// <summary>What those pages let a customer do.</summary>
public class Configuration : StripeEntity<Configuration>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Active { get; set; }
    public ConfigurationBusinessProfile BusinessProfile { get; set; }
    public DateTime Created { get; set; }
    public string DefaultReturnUrl { get; set; }
    public ConfigurationFeatures Features { get; set; }
    public bool IsDefault { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public DateTime Updated { get; set; }
}

public class ConfigurationBusinessProfile : StripeEntity<ConfigurationBusinessProfile>
{
    public string Headline { get; set; }
    public string PrivacyPolicyUrl { get; set; }
    public string TermsOfServiceUrl { get; set; }
}

public class ConfigurationFeatures : StripeEntity<ConfigurationFeatures>
{
    public ConfigurationFeaturesCustomerUpdate CustomerUpdate { get; set; }
    public ConfigurationFeaturesInvoiceHistory InvoiceHistory { get; set; }
    public ConfigurationFeaturesPaymentMethodUpdate PaymentMethodUpdate { get; set; }
}

public class ConfigurationFeaturesCustomerUpdate : StripeEntity<ConfigurationFeaturesCustomerUpdate>
{
    public List<string> AllowedUpdates { get; set; }
    public bool Enabled { get; set; }
}

public class ConfigurationFeaturesInvoiceHistory : StripeEntity<ConfigurationFeaturesInvoiceHistory>
{
    public bool Enabled { get; set; }
}

public class ConfigurationFeaturesPaymentMethodUpdate : StripeEntity<ConfigurationFeaturesPaymentMethodUpdate>
{
    public bool Enabled { get; set; }
}
