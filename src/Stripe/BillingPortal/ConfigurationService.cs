using System.Threading;

namespace Stripe.BillingPortal;

public class ConfigurationService : Service
{
    public ConfigurationService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Configuration> CreateAsync(ConfigurationCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Configuration>("/v1/billing_portal/configurations", options, requestOptions, cancellationToken);

    public virtual Task<Configuration> GetAsync(string id, ConfigurationGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Configuration>($"/v1/billing_portal/configurations/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Configuration> UpdateAsync(string id, ConfigurationUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Configuration>($"/v1/billing_portal/configurations/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Configuration>> ListAsync(ConfigurationListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Configuration>>("/v1/billing_portal/configurations", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Configuration> ListAutoPagingAsync(ConfigurationListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Configuration>("/v1/billing_portal/configurations", options, requestOptions, cancellationToken);
}

public class ConfigurationGetOptions : BaseOptions;

public class ConfigurationCreateOptions : BaseOptions
{
    public ConfigurationBusinessProfileOptions BusinessProfile { get; set; }
    public string DefaultReturnUrl { get; set; }
    public ConfigurationFeaturesOptions Features { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
}

public class ConfigurationUpdateOptions : BaseOptions
{
    public bool? Active { get; set; }
    public ConfigurationBusinessProfileOptions BusinessProfile { get; set; }
    public string DefaultReturnUrl { get; set; }
    public ConfigurationFeaturesOptions Features { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
}

public class ConfigurationBusinessProfileOptions
{
    public string Headline { get; set; }
    public string PrivacyPolicyUrl { get; set; }
    public string TermsOfServiceUrl { get; set; }
}

public class ConfigurationFeaturesOptions
{
    public ConfigurationFeaturesCustomerUpdateOptions CustomerUpdate { get; set; }
    public ConfigurationFeaturesInvoiceHistoryOptions InvoiceHistory { get; set; }
    public ConfigurationFeaturesPaymentMethodUpdateOptions PaymentMethodUpdate { get; set; }
}

public class ConfigurationFeaturesCustomerUpdateOptions
{
    /// <summary>address, email, name, phone, shipping, tax_id.</summary>
    public List<string> AllowedUpdates { get; set; }
    public bool? Enabled { get; set; }
}

public class ConfigurationFeaturesInvoiceHistoryOptions
{
    public bool? Enabled { get; set; }
}

public class ConfigurationFeaturesPaymentMethodUpdateOptions
{
    public bool? Enabled { get; set; }
}

public class ConfigurationListOptions : ListOptions
{
    public bool? Active { get; set; }
    public bool? IsDefault { get; set; }
}
