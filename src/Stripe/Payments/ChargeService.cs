using System.Threading;

namespace Stripe;

public class ChargeService : Service
{
    public ChargeService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Charge> GetAsync(string id, ChargeGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Charge>($"/v1/charges/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Charge> UpdateAsync(string id, ChargeUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Charge>($"/v1/charges/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Charge>> ListAsync(ChargeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Charge>>("/v1/charges", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Charge> ListAutoPagingAsync(ChargeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Charge>("/v1/charges", options, requestOptions, cancellationToken);
}

public class ChargeGetOptions : BaseOptions;

public class ChargeUpdateOptions : BaseOptions
{
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string ReceiptEmail { get; set; }
}

public class ChargeListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string PaymentIntent { get; set; }
}
