namespace Stripe.Checkout;

public class Session : StripeEntity<Session>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long? AmountSubtotal { get; set; }

    public long? AmountTotal { get; set; }

    public string CancelUrl { get; set; }

    public string ClientReferenceId { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerId { get; set; }

    public Customer Customer { get; set; }

    public SessionCustomerDetails CustomerDetails { get; set; }

    public DateTime ExpiresAt { get; set; }

    /// <summary>Only when expanded.</summary>
    public StripeList<LineItem> LineItems { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Mode { get; set; }

    public string PaymentIntentId { get; set; }

    public PaymentIntent PaymentIntent { get; set; }

    /// <summary>paid, unpaid or no_payment_required; complete alone does not mean paid.</summary>
    public string PaymentStatus { get; set; }

    /// <summary>open, complete or expired.</summary>
    public string Status { get; set; }

    public string SuccessUrl { get; set; }

    public SessionTotalDetails TotalDetails { get; set; }

    /// <summary>The hosted page; null once the session is no longer open.</summary>
    public string Url { get; set; }
}

public class SessionCustomerDetails : StripeEntity<SessionCustomerDetails>
{
    public string Email { get; set; }

    public string Name { get; set; }
}

public class SessionTotalDetails : StripeEntity<SessionTotalDetails>
{
    public long AmountDiscount { get; set; }

    public long AmountTax { get; set; }
}
