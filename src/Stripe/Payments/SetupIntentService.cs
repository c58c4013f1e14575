using System.Threading;

namespace Stripe;

public class SetupIntentService : Service
{
    public SetupIntentService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<SetupIntent> CreateAsync(SetupIntentCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SetupIntent>("/v1/setup_intents", options, requestOptions, cancellationToken);

    public virtual Task<SetupIntent> GetAsync(string id, SetupIntentGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<SetupIntent>($"/v1/setup_intents/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<SetupIntent> UpdateAsync(string id, SetupIntentUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SetupIntent>($"/v1/setup_intents/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<SetupIntent> ConfirmAsync(string id, SetupIntentConfirmOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SetupIntent>($"/v1/setup_intents/{Segment(id)}/confirm", options, requestOptions, cancellationToken);

    public virtual Task<SetupIntent> CancelAsync(string id, SetupIntentCancelOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SetupIntent>($"/v1/setup_intents/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<SetupIntent>> ListAsync(SetupIntentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<SetupIntent>>("/v1/setup_intents", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<SetupIntent> ListAutoPagingAsync(SetupIntentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<SetupIntent>("/v1/setup_intents", options, requestOptions, cancellationToken);
}

public class SetupIntentGetOptions : BaseOptions;

public class SetupIntentCreateOptions : BaseOptions
{
    public bool? Confirm { get; set; }
    public string Customer { get; set; }
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentMethod { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public string ReturnUrl { get; set; }
    /// <summary>off_session (also when null) or on_session.</summary>
    public string Usage { get; set; }
}

public class SetupIntentUpdateOptions : BaseOptions
{
    public string Customer { get; set; }
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentMethod { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
}

public class SetupIntentConfirmOptions : BaseOptions
{
    public string PaymentMethod { get; set; }
    public string ReturnUrl { get; set; }
}

public class SetupIntentCancelOptions : BaseOptions
{
    public string CancellationReason { get; set; }
}

public class SetupIntentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string PaymentMethod { get; set; }
}
