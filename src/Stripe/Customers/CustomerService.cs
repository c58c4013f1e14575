using System.Threading;

namespace Stripe;

public class CustomerService : Service
{
    public CustomerService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Customer> CreateAsync(CustomerCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Customer>("/v1/customers", options, requestOptions, cancellationToken);

    public virtual Task<Customer> GetAsync(string id, CustomerGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Customer>($"/v1/customers/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Customer> UpdateAsync(string id, CustomerUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Customer>($"/v1/customers/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Customer> DeleteAsync(string id, CustomerDeleteOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        DeleteAsync<Customer>($"/v1/customers/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Customer>> ListAsync(CustomerListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Customer>>("/v1/customers", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Customer> ListAutoPagingAsync(CustomerListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Customer>("/v1/customers", options, requestOptions, cancellationToken);
}

public class CustomerGetOptions : BaseOptions;

public class CustomerDeleteOptions : BaseOptions;

public class CustomerCreateOptions : BaseOptions
{
    public AddressOptions Address { get; set; }
    public long? Balance { get; set; }
    public string Description { get; set; }
    public string Email { get; set; }
    public CustomerInvoiceSettingsOptions InvoiceSettings { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string PaymentMethod { get; set; }
    public string Phone { get; set; }
    public List<string> PreferredLocales { get; set; }
    public string TaxExempt { get; set; }
    public List<CustomerTaxIdDataOptions> TaxIdData { get; set; }
    public string TestClock { get; set; }
}

public class CustomerUpdateOptions : BaseOptions
{
    public AddressOptions Address { get; set; }
    public long? Balance { get; set; }
    public string Description { get; set; }
    public string Email { get; set; }
    public CustomerInvoiceSettingsOptions InvoiceSettings { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string Phone { get; set; }
    public List<string> PreferredLocales { get; set; }
    public string TaxExempt { get; set; }
}

public class CustomerInvoiceSettingsOptions
{
    public string DefaultPaymentMethod { get; set; }
    public string Footer { get; set; }
}

public class CustomerTaxIdDataOptions
{
    /// <summary>eu_vat, gb_vat, us_ein, …</summary>
    public string Type { get; set; }
    public string Value { get; set; }
}

public class CustomerListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Email { get; set; }
    public string TestClock { get; set; }
}
