namespace Stripe;

/// <summary>Phases a subscription goes through by itself.</summary>
public class SubscriptionSchedule : StripeEntity<SubscriptionSchedule>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public DateTime? CanceledAt { get; set; }
    public DateTime? CompletedAt { get; set; }
    public DateTime Created { get; set; }
    public SubscriptionScheduleCurrentPhase CurrentPhase { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public string EndBehavior { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public List<SubscriptionSchedulePhase> Phases { get; set; }
    public DateTime? ReleasedAt { get; set; }
    public string ReleasedSubscription { get; set; }
    public string Status { get; set; }
    public string SubscriptionId { get; set; }
    public Subscription Subscription { get; set; }
}

public class SubscriptionScheduleCurrentPhase : StripeEntity<SubscriptionScheduleCurrentPhase>
{
    public DateTime? EndDate { get; set; }
    public DateTime? StartDate { get; set; }
}

public class SubscriptionSchedulePhase : StripeEntity<SubscriptionSchedulePhase>
{
    public string Currency { get; set; }
    public string Description { get; set; }
    public DateTime EndDate { get; set; }
    public List<SubscriptionSchedulePhaseItem> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string ProrationBehavior { get; set; }
    public DateTime StartDate { get; set; }
}

public class SubscriptionSchedulePhaseItem : StripeEntity<SubscriptionSchedulePhaseItem>
{
    public Dictionary<string, string> Metadata { get; set; }
    public string PriceId { get; set; }
    public Price Price { get; set; }
    public long Quantity { get; set; }
}
