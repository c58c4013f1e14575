using System.Threading;

namespace Stripe;

public class SubscriptionService : Service
{
    public SubscriptionService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Subscription> CreateAsync(SubscriptionCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Subscription>("/v1/subscriptions", options, requestOptions, cancellationToken);

    public virtual Task<Subscription> GetAsync(string id, SubscriptionGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Subscription>($"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Subscription> UpdateAsync(string id, SubscriptionUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Subscription>($"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Subscription> CancelAsync(string id, SubscriptionCancelOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        DeleteAsync<Subscription>($"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Subscription> ResumeAsync(string id, SubscriptionResumeOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Subscription>($"/v1/subscriptions/{Segment(id)}/resume", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Subscription>> ListAsync(SubscriptionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Subscription>>("/v1/subscriptions", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Subscription> ListAutoPagingAsync(SubscriptionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Subscription>("/v1/subscriptions", options, requestOptions, cancellationToken);
}

public class SubscriptionGetOptions : BaseOptions;

public class SubscriptionCreateOptions : BaseOptions
{
    public DateTime? BackdateStartDate { get; set; }
    public DateTime? BillingCycleAnchor { get; set; }
    public bool? CancelAtPeriodEnd { get; set; }
    public string CollectionMethod { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public long? DaysUntilDue { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string Description { get; set; }
    public List<SubscriptionDiscountOptions> Discounts { get; set; }
    public List<SubscriptionItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public bool? OffSession { get; set; }
    /// <summary>default_incomplete, allow_incomplete, error_if_incomplete or pending_if_incomplete.</summary>
    public string PaymentBehavior { get; set; }
    public SubscriptionPaymentSettingsOptions PaymentSettings { get; set; }
    /// <summary>always_invoice, create_prorations or none.</summary>
    public string ProrationBehavior { get; set; }
    public long? TrialPeriodDays { get; set; }
}

public class SubscriptionUpdateOptions : BaseOptions
{
    public SubscriptionBillingCycleAnchor BillingCycleAnchor { get; set; }
    public bool? CancelAtPeriodEnd { get; set; }
    public SubscriptionCancellationDetailsOptions CancellationDetails { get; set; }
    public string CollectionMethod { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string Description { get; set; }
    public List<SubscriptionDiscountOptions> Discounts { get; set; }
    /// <summary>Name the item's id with its new price, or the price is added beside the old one.</summary>
    public List<SubscriptionItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public bool? OffSession { get; set; }
    public string PaymentBehavior { get; set; }
    public SubscriptionPaymentSettingsOptions PaymentSettings { get; set; }
    public string ProrationBehavior { get; set; }
    public DateTime? ProrationDate { get; set; }
}

public class SubscriptionResumeOptions : BaseOptions
{
    public SubscriptionBillingCycleAnchor BillingCycleAnchor { get; set; }
    public string ProrationBehavior { get; set; }
    public DateTime? ProrationDate { get; set; }
}

public class SubscriptionCancelOptions : BaseOptions
{
    public SubscriptionCancellationDetailsOptions CancellationDetails { get; set; }
    public bool? InvoiceNow { get; set; }
    public bool? Prorate { get; set; }
}

public class SubscriptionListOptions : ListOptions
{
    public string CollectionMethod { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> CurrentPeriodEnd { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> CurrentPeriodStart { get; set; }
    public string Customer { get; set; }
    public string Price { get; set; }
    /// <summary>A status, or all or ended; without it the canceled are left out.</summary>
    public string Status { get; set; }
}
