using System.Threading;

namespace Stripe;

public class PaymentMethodService : Service
{
    public PaymentMethodService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<PaymentMethod> GetAsync(string id, PaymentMethodGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<PaymentMethod>($"/v1/payment_methods/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<PaymentMethod> UpdateAsync(string id, PaymentMethodUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentMethod>($"/v1/payment_methods/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<PaymentMethod> AttachAsync(string id, PaymentMethodAttachOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentMethod>($"/v1/payment_methods/{Segment(id)}/attach", options, requestOptions, cancellationToken);

    public virtual Task<PaymentMethod> DetachAsync(string id, PaymentMethodDetachOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentMethod>($"/v1/payment_methods/{Segment(id)}/detach", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<PaymentMethod>> ListAsync(PaymentMethodListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<PaymentMethod>>("/v1/payment_methods", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<PaymentMethod> ListAutoPagingAsync(PaymentMethodListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<PaymentMethod>("/v1/payment_methods", options, requestOptions, cancellationToken);
}

public class PaymentMethodGetOptions : BaseOptions;

public class PaymentMethodUpdateOptions : BaseOptions
{
    public PaymentMethodBillingDetailsOptions BillingDetails { get; set; }
    public PaymentMethodCardOptions Card { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
}

public class PaymentMethodBillingDetailsOptions
{
    public AddressOptions Address { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public string Phone { get; set; }
}

public class PaymentMethodCardOptions
{
    public long? ExpMonth { get; set; }
    public long? ExpYear { get; set; }
}

public class PaymentMethodAttachOptions : BaseOptions
{
    public string Customer { get; set; }
}

public class PaymentMethodDetachOptions : BaseOptions;

public class PaymentMethodListOptions : ListOptions
{
    public string Customer { get; set; }
    public string Type { get; set; }
}
