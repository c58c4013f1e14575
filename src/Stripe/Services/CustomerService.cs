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

    public virtual Task<StripeList<Customer>> ListAsync(CustomerListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Customer>>("/v1/customers", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Customer> ListAutoPagingAsync(CustomerListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Customer>("/v1/customers", options, requestOptions, cancellationToken);
}

public class CustomerGetOptions : BaseOptions
{
}

public class CustomerCreateOptions : BaseOptions
{
    public string Description { get; set; }

    public string Email { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Name { get; set; }
}

public class CustomerUpdateOptions : BaseOptions
{
    public string Description { get; set; }

    public string Email { get; set; }

    public CustomerInvoiceSettingsOptions InvoiceSettings { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Name { get; set; }
}

public class CustomerInvoiceSettingsOptions
{
    public string DefaultPaymentMethod { get; set; }
}

public class CustomerListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Email { get; set; }
}
