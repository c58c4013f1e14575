namespace Stripe.Checkout;

public class Session : StripeEntity<Session>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool? AllowPromotionCodes { get; set; }
    public long? AmountSubtotal { get; set; }
    public long? AmountTotal { get; set; }
    public SessionAutomaticTax AutomaticTax { get; set; }
    public string CancelUrl { get; set; }
    public string ClientReferenceId { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public SessionCustomerDetails CustomerDetails { get; set; }
    public string CustomerEmail { get; set; }
    public List<SessionDiscount> Discounts { get; set; }
    public DateTime ExpiresAt { get; set; }
    public string InvoiceId { get; set; }
    public Invoice Invoice { get; set; }
    /// <summary>Only when expanded.</summary>
    public StripeList<LineItem> LineItems { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    /// <summary>payment, setup or subscription.</summary>
    public string Mode { get; set; }
    public string PaymentIntentId { get; set; }
    public PaymentIntent PaymentIntent { get; set; }
    public string PaymentMethodCollection { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    /// <summary>paid, unpaid or no_payment_required; complete alone does not mean paid.</summary>
    public string PaymentStatus { get; set; }
    public string SetupIntentId { get; set; }
    public SetupIntent SetupIntent { get; set; }
    /// <summary>open, complete or expired.</summary>
    public string Status { get; set; }
    public string SubscriptionId { get; set; }
    public Subscription Subscription { get; set; }
    public string SuccessUrl { get; set; }
    public SessionTotalDetails TotalDetails { get; set; }
    public string UiMode { get; set; }
    /// <summary>The hosted page; null once the session is no longer open.</summary>
    public string Url { get; set; }
}

public class SessionAutomaticTax : StripeEntity<SessionAutomaticTax>
{
    public bool Enabled { get; set; }
    public string Status { get; set; }
}

public class SessionCustomerDetails : StripeEntity<SessionCustomerDetails>
{
    public Address Address { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public string Phone { get; set; }
    public string TaxExempt { get; set; }
    public List<SessionCustomerDetailsTaxId> TaxIds { get; set; }
}

public class SessionCustomerDetailsTaxId : StripeEntity<SessionCustomerDetailsTaxId>
{
    public string Type { get; set; }
    public string Value { get; set; }
}

public class SessionDiscount : StripeEntity<SessionDiscount>
{
    public string CouponId { get; set; }
    public Coupon Coupon { get; set; }
    public string PromotionCodeId { get; set; }
    public PromotionCode PromotionCode { get; set; }
}

public class SessionTotalDetails : StripeEntity<SessionTotalDetails>
{
    public long AmountDiscount { get; set; }
    public long? AmountShipping { get; set; }
    public long AmountTax { get; set; }
    /// <summary>Only when expanded.</summary>
    public SessionTotalDetailsBreakdown Breakdown { get; set; }
}

public class SessionTotalDetailsBreakdown : StripeEntity<SessionTotalDetailsBreakdown>
{
    public List<SessionTotalDetailsBreakdownDiscount> Discounts { get; set; }
}

public class SessionTotalDetailsBreakdownDiscount : StripeEntity<SessionTotalDetailsBreakdownDiscount>
{
    public long Amount { get; set; }
    public Discount Discount { get; set; }
}
