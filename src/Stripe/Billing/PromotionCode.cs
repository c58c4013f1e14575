namespace Stripe;

/// <summary>A word a customer types, standing for a coupon.</summary>
public class PromotionCode : StripeEntity<PromotionCode>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Active { get; set; }
    public string Code { get; set; }
    public DateTime Created { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public bool Livemode { get; set; }
    public long? MaxRedemptions { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public PromotionCodePromotion Promotion { get; set; }
    public PromotionCodeRestrictions Restrictions { get; set; }
    public long TimesRedeemed { get; set; }
}

public class PromotionCodePromotion : StripeEntity<PromotionCodePromotion>
{
    public string CouponId { get; set; }
    public Coupon Coupon { get; set; }
    public string Type { get; set; }
}

public class PromotionCodeRestrictions : StripeEntity<PromotionCodeRestrictions>
{
    public bool FirstTimeTransaction { get; set; }
    public long? MinimumAmount { get; set; }
    public string MinimumAmountCurrency { get; set; }
}
