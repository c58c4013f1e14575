using System.Threading;

namespace Stripe;

public class SubscriptionScheduleService : Service
{
    public SubscriptionScheduleService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<SubscriptionSchedule> CreateAsync(SubscriptionScheduleCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SubscriptionSchedule>("/v1/subscription_schedules", options, requestOptions, cancellationToken);

    public virtual Task<SubscriptionSchedule> GetAsync(string id, SubscriptionScheduleGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<SubscriptionSchedule>($"/v1/subscription_schedules/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<SubscriptionSchedule> UpdateAsync(string id, SubscriptionScheduleUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SubscriptionSchedule>($"/v1/subscription_schedules/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<SubscriptionSchedule> CancelAsync(string id, SubscriptionScheduleCancelOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SubscriptionSchedule>($"/v1/subscription_schedules/{Segment(id)}/cancel", options, requestOptions, cancellationToken);

    public virtual Task<SubscriptionSchedule> ReleaseAsync(string id, SubscriptionScheduleReleaseOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<SubscriptionSchedule>($"/v1/subscription_schedules/{Segment(id)}/release", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<SubscriptionSchedule>> ListAsync(SubscriptionScheduleListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<SubscriptionSchedule>>("/v1/subscription_schedules", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<SubscriptionSchedule> ListAutoPagingAsync(SubscriptionScheduleListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<SubscriptionSchedule>("/v1/subscription_schedules", options, requestOptions, cancellationToken);
}

public class SubscriptionScheduleGetOptions : BaseOptions;

public class SubscriptionScheduleCreateOptions : BaseOptions
{
    public string Customer { get; set; }
    public string EndBehavior { get; set; }
    public string FromSubscription { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public List<SubscriptionSchedulePhaseOptions> Phases { get; set; }
}

public class SubscriptionScheduleUpdateOptions : BaseOptions
{
    public string EndBehavior { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public List<SubscriptionSchedulePhaseOptions> Phases { get; set; }
    public string ProrationBehavior { get; set; }
}

public class SubscriptionSchedulePhaseOptions
{
    /// <summary>phase_start, or automatic (also when null).</summary>
    public string BillingCycleAnchor { get; set; }
    /// <summary>Instead of an end.</summary>
    public SubscriptionSchedulePhaseDurationOptions Duration { get; set; }
    public AnyOf<DateTime?, SubscriptionSchedulePhaseEndDate> EndDate { get; set; }
    public List<SubscriptionSchedulePhaseItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string ProrationBehavior { get; set; }
    public AnyOf<DateTime?, SubscriptionSchedulePhaseStartDate> StartDate { get; set; }
}

public class SubscriptionSchedulePhaseDurationOptions
{
    /// <summary>day, week, month or year.</summary>
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public class SubscriptionSchedulePhaseItemOptions
{
    public string Price { get; set; }
    public long? Quantity { get; set; }
}

public class SubscriptionScheduleCancelOptions : BaseOptions
{
    public bool? InvoiceNow { get; set; }
    public bool? Prorate { get; set; }
}

public class SubscriptionScheduleReleaseOptions : BaseOptions
{
    public bool? PreserveCancelDate { get; set; }
}

public class SubscriptionScheduleListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public bool? Scheduled { get; set; }
}
