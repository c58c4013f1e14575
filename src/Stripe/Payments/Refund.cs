namespace Stripe;

public class Refund : StripeEntity<Refund>, IHasId, IHasObject, IBalanceTransactionSource
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public string BalanceTransactionId { get; set; }
    public BalanceTransaction BalanceTransaction { get; set; }
    public string ChargeId { get; set; }
    public Charge Charge { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public RefundDestinationDetails DestinationDetails { get; set; }
    public string FailureBalanceTransactionId { get; set; }
    public BalanceTransaction FailureBalanceTransaction { get; set; }
    public string FailureReason { get; set; }
    public string InstructionsEmail { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentIntentId { get; set; }
    public PaymentIntent PaymentIntent { get; set; }
    public string PendingReason { get; set; }
    public string Reason { get; set; }
    public string ReceiptNumber { get; set; }
    /// <summary>pending, requires_action, succeeded, failed or canceled.</summary>
    public string Status { get; set; }
}

public class RefundDestinationDetails : StripeEntity<RefundDestinationDetails>
{
    public RefundDestinationDetailsCard Card { get; set; }
    public string Type { get; set; }
}

public class RefundDestinationDetailsCard : StripeEntity<RefundDestinationDetailsCard>
{
    public string Reference { get; set; }
    public string ReferenceStatus { get; set; }
    public string ReferenceType { get; set; }
    public string Type { get; set; }
}
