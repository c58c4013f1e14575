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

    public virtual Task<PaymentIntent> UpdateAsync(string id, PaymentIntentUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentIntent>($"/v1/payment_intents/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> ConfirmAsync(string id, PaymentIntentConfirmOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentIntent>($"/v1/payment_intents/{Segment(id)}/confirm", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> CaptureAsync(string id, PaymentIntentCaptureOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentIntent>($"/v1/payment_intents/{Segment(id)}/capture", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> CancelAsync(string id, PaymentIntentCancelOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<PaymentIntent>($"/v1/payment_intents/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<PaymentIntent>> ListAsync(PaymentIntentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<PaymentIntent>>("/v1/payment_intents", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<PaymentIntent> ListAutoPagingAsync(PaymentIntentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<PaymentIntent>("/v1/payment_intents", options, requestOptions, cancellationToken);
}

public class PaymentIntentGetOptions : BaseOptions;

public class PaymentIntentCreateOptions : BaseOptions
{
    /// <summary>In the currency's smallest unit.</summary>
    public long? Amount { get; set; }
    public PaymentIntentAutomaticPaymentMethodsOptions AutomaticPaymentMethods { get; set; }
    /// <summary>automatic, automatic_async or manual (hold first, capture later).</summary>
    public string CaptureMethod { get; set; }
    public bool? Confirm { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public string Description { get; set; }
    /// <summary>Refuse instead of asking the payer for a challenge.</summary>
    public bool? ErrorOnRequiresAction { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    /// <summary>True when the payer is not there to answer a challenge.</summary>
    public bool? OffSession { get; set; }
    public string PaymentMethod { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public string ReceiptEmail { get; set; }
    public string ReturnUrl { get; set; }
    /// <summary>off_session or on_session: keep the card with the customer.</summary>
    public string SetupFutureUsage { get; set; }
    public string StatementDescriptorSuffix { get; set; }
}

public class PaymentIntentAutomaticPaymentMethodsOptions
{
    /// <summary>always or never.</summary>
    public string AllowRedirects { get; set; }
    public bool? Enabled { get; set; }
}

public class PaymentIntentUpdateOptions : BaseOptions
{
    public long? Amount { get; set; }
    public string Customer { get; set; }
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentMethod { get; set; }
    public string ReceiptEmail { get; set; }
}

public class PaymentIntentConfirmOptions : BaseOptions
{
    public string CaptureMethod { get; set; }
    public bool? ErrorOnRequiresAction { get; set; }
    public bool? OffSession { get; set; }
    public string PaymentMethod { get; set; }
    public string ReturnUrl { get; set; }
    public string SetupFutureUsage { get; set; }
}

public class PaymentIntentCaptureOptions : BaseOptions
{
    /// <summary>All that is capturable when null; the rest is released.</summary>
    public long? AmountToCapture { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
}

public class PaymentIntentCancelOptions : BaseOptions
{
    /// <summary>duplicate, fraudulent, requested_by_customer or abandoned.</summary>
    public string CancellationReason { get; set; }
}

public class PaymentIntentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
}
