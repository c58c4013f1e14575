namespace Stripe;

public class SubscriptionItem : StripeEntity<SubscriptionItem>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public DateTime Created { get; set; }
    public DateTime CurrentPeriodEnd { get; set; }
    public DateTime CurrentPeriodStart { get; set; }
    public bool? Deleted { get; set; }
    public List<string> DiscountIds { get; set; }
    public List<Discount> Discounts { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public Price Price { get; set; }
    public long Quantity { get; set; }
    public string Subscription { get; set; }
}
