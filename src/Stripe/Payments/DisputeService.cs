using System.Threading;

namespace Stripe;

public class DisputeService : Service
{
    public DisputeService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Dispute> GetAsync(string id, DisputeGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Dispute>($"/v1/disputes/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Dispute> UpdateAsync(string id, DisputeUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Dispute>($"/v1/disputes/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Dispute> CloseAsync(string id, DisputeCloseOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Dispute>($"/v1/disputes/{Segment(id)}/close", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Dispute>> ListAsync(DisputeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Dispute>>("/v1/disputes", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Dispute> ListAutoPagingAsync(DisputeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Dispute>("/v1/disputes", options, requestOptions, cancellationToken);
}

public class DisputeGetOptions : BaseOptions;

public class DisputeUpdateOptions : BaseOptions
{
    public DisputeEvidenceOptions Evidence { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    /// <summary>False keeps the evidence as a draft.</summary>
    public bool? Submit { get; set; }
}

public class DisputeEvidenceOptions
{
    public string AccessActivityLog { get; set; }
    public string CustomerEmailAddress { get; set; }
    public string CustomerName { get; set; }
    public string CustomerPurchaseIp { get; set; }
    public string ProductDescription { get; set; }
    public string RefundPolicyDisclosure { get; set; }
    public string ServiceDate { get; set; }
    public string UncategorizedText { get; set; }
}

public class DisputeCloseOptions : BaseOptions;

public class DisputeListOptions : ListOptions
{
    public string Charge { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string PaymentIntent { get; set; }
}
