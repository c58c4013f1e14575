using System.Threading;

namespace Stripe;

public class PaymentIntentService : Service
{
    public PaymentIntentService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<PaymentIntent> CreateAsync(PaymentIntentCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentIntent>("/v1/payment_intents", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> GetAsync(string id, PaymentIntentGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<PaymentIntent>($"/v1/payment_intents/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> ConfirmAsync(string id, PaymentIntentConfirmOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentIntent>($"/v1/payment_intents/{Segment(id)}/confirm", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> CancelAsync(string id, PaymentIntentCancelOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentIntent>($"/v1/payment_intents/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<PaymentIntent>> ListAsync(PaymentIntentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<PaymentIntent>>("/v1/payment_intents", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<PaymentIntent> ListAutoPagingAsync(PaymentIntentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<PaymentIntent>("/v1/payment_intents", options, requestOptions, cancellationToken);
}

public class PaymentIntentGetOptions : BaseOptions
{
}

public class PaymentIntentCreateOptions : BaseOptions
{
    /// <summary>In the currency's smallest unit.</summary>
    public long? Amount { get; set; }

    public bool? Confirm { get; set; }

    public string Currency { get; set; }

    public string Customer { get; set; }

    public string Description { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    /// <summary>True when the payer is not there to answer a challenge.</summary>
    public bool? OffSession { get; set; }

    public string PaymentMethod { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    public string ReturnUrl { get; set; }
}

public class PaymentIntentConfirmOptions : BaseOptions
{
    public bool? OffSession { get; set; }

    public string PaymentMethod { get; set; }

    public string ReturnUrl { get; set; }
}

public class PaymentIntentCancelOptions : BaseOptions
{
    public string CancellationReason { get; set; }
}

public class PaymentIntentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }
}
