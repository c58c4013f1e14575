using Billing.Units;

namespace Billing.Service.Ports;

/// <summary>How the provider's payment stands.</summary>
public enum GatewayPaymentState : byte
{
    /// <summary>The bank said no, or nobody has paid yet: another card may.</summary>
    NeedsCard = 1,

    /// <summary>The payer must confirm it with his bank.</summary>
    NeedsPayer = 2,

    /// <summary>The bank takes its time.</summary>
    Processing = 3,

    /// <summary>Kept aside, not taken.</summary>
    Held = 4,
    Succeeded = 5,
    Cancelled = 6,
}

/// <param name="Payment">Our order; null where the metadata names none.</param>
/// <param name="Amount">Asked for.</param>
/// <param name="Received">Taken so far.</param>
/// <param name="Failure">The bank's reason for the last refusal.</param>
/// <param name="Disputed">A dispute stands or stood against it.</param>
/// <param name="Refunds">All of it, newest first.</param>
public sealed record GatewayPayment(
    string Id, PaymentId? Payment, string? CustomerId, GatewayPaymentState State, Amount Amount, Amount Received, string? Failure, string? Method,
    bool Disputed, IReadOnlyList<GatewayRefund> Refunds, Instant Created);

public enum GatewayRefundState : byte { Pending = 1, Succeeded = 2, Failed = 3, Cancelled = 4 }

/// <param name="Reference">Of ours; null for one that was made at the provider.</param>
public sealed record GatewayRefund(
    string Id, string PaymentIntent, Amount Amount, GatewayRefundState State, string? Failure, string? Reference, Instant Created);

public enum GatewayDisputeState : byte
{
    /// <summary>The bank asks; no money has moved.</summary>
    Inquiry = 1,

    /// <summary>The bank has taken the money.</summary>
    Open = 2,
    Won = 3,
    Lost = 4,

    /// <summary>An inquiry that ended, or a dispute that was prevented.</summary>
    Closed = 5,
}

/// <param name="FundsTaken">The bank has taken the money and not given it back.</param>
/// <param name="AnswerBy">Till when the seller may answer.</param>
public sealed record GatewayDispute(
    string Id, string PaymentIntent, Amount Amount, GatewayDisputeState State, bool FundsTaken, string Reason, Instant? AnswerBy, Instant Created);
