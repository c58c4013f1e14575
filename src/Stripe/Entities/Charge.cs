namespace Stripe;

public class Charge : StripeEntity<Charge>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public long AmountCaptured { get; set; }

    /// <summary>Cumulative over all refunds.</summary>
    public long AmountRefunded { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerId { get; set; }

    public Customer Customer { get; set; }

    public bool Disputed { get; set; }

    public string FailureCode { get; set; }

    public string FailureMessage { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public bool Paid { get; set; }

    public string PaymentIntentId { get; set; }

    public PaymentIntent PaymentIntent { get; set; }

    public string PaymentMethod { get; set; }

    public string ReceiptNumber { get; set; }

    public string ReceiptUrl { get; set; }

    public bool Refunded { get; set; }

    public string Status { get; set; }
}
