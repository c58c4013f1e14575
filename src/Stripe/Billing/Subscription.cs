using Stripe.TestHelpers;

namespace Stripe;

public class Subscription : StripeEntity<Subscription>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public DateTime BillingCycleAnchor { get; set; }
    public DateTime? CancelAt { get; set; }
    public bool CancelAtPeriodEnd { get; set; }
    public DateTime? CanceledAt { get; set; }
    public SubscriptionCancellationDetails CancellationDetails { get; set; }
    public string CollectionMethod { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public long? DaysUntilDue { get; set; }
    public string DefaultPaymentMethodId { get; set; }
    public PaymentMethod DefaultPaymentMethod { get; set; }
    public string Description { get; set; }
    public List<string> DiscountIds { get; set; }
    public List<Discount> Discounts { get; set; }
    public DateTime? EndedAt { get; set; }
    /// <summary>The periods stand here, on each item.</summary>
    public StripeList<SubscriptionItem> Items { get; set; }
    public string LatestInvoiceId { get; set; }
    public Invoice LatestInvoice { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SubscriptionPauseCollection PauseCollection { get; set; }
    public SubscriptionPaymentSettings PaymentSettings { get; set; }
    public string PendingSetupIntentId { get; set; }
    public SetupIntent PendingSetupIntent { get; set; }
    /// <summary>What will change once its invoice is paid.</summary>
    public SubscriptionPendingUpdate PendingUpdate { get; set; }
    public string ScheduleId { get; set; }
    public SubscriptionSchedule Schedule { get; set; }
    public DateTime StartDate { get; set; }
    /// <summary>incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid or paused.</summary>
    public string Status { get; set; }
    public string TestClockId { get; set; }
    public TestClock TestClock { get; set; }
    public DateTime? TrialEnd { get; set; }
    public DateTime? TrialStart { get; set; }
}

public class SubscriptionCancellationDetails : StripeEntity<SubscriptionCancellationDetails>
{
    public string Comment { get; set; }
    public string Feedback { get; set; }
    public string Reason { get; set; }
}

public class SubscriptionPauseCollection : StripeEntity<SubscriptionPauseCollection>
{
    public string Behavior { get; set; }
    public DateTime? ResumesAt { get; set; }
}

public class SubscriptionPaymentSettings : StripeEntity<SubscriptionPaymentSettings>
{
    public List<string> PaymentMethodTypes { get; set; }
    public string SaveDefaultPaymentMethod { get; set; }
}

public class SubscriptionPendingUpdate : StripeEntity<SubscriptionPendingUpdate>
{
    public DateTime? BillingCycleAnchor { get; set; }
    public DateTime ExpiresAt { get; set; }
    public List<SubscriptionItem> SubscriptionItems { get; set; }
    public DateTime? TrialEnd { get; set; }
}
