namespace Stripe;

/// <summary>The payer's bank asks for the money back; an inquiry (a status of warning_…) takes nothing yet.</summary>
public class Dispute : StripeEntity<Dispute>, IHasId, IHasObject, IBalanceTransactionSource
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public List<BalanceTransaction> BalanceTransactions { get; set; }
    public string ChargeId { get; set; }
    public Charge Charge { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public DisputeEvidence Evidence { get; set; }
    public DisputeEvidenceDetails EvidenceDetails { get; set; }
    public bool IsChargeRefundable { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string NetworkReasonCode { get; set; }
    public string PaymentIntentId { get; set; }
    public PaymentIntent PaymentIntent { get; set; }
    public string Reason { get; set; }
    /// <summary>warning_needs_response, warning_under_review, warning_closed, needs_response, under_review, won, lost or prevented.</summary>
    public string Status { get; set; }
}

public class DisputeEvidence : StripeEntity<DisputeEvidence>
{
    public string CustomerEmailAddress { get; set; }
    public string CustomerName { get; set; }
    public string ProductDescription { get; set; }
    public string ServiceDate { get; set; }
    public string UncategorizedText { get; set; }
}

public class DisputeEvidenceDetails : StripeEntity<DisputeEvidenceDetails>
{
    public DateTime? DueBy { get; set; }
    public bool HasEvidence { get; set; }
    public bool PastDue { get; set; }
    public long SubmissionCount { get; set; }
}
