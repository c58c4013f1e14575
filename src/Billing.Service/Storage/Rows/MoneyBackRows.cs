using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>Where a refund stands. The numbers are stored: never change one.</summary>
public enum RefundState : byte
{
    /// <summary>Written before the provider was asked.</summary>
    Created = 1,

    /// <summary>The bank takes its time.</summary>
    Pending = 2,
    Succeeded = 3,

    /// <summary>The money did not arrive: what was taken back is given again (F16).</summary>
    Failed = 4,
    Cancelled = 5,
}

/// <summary>Money of a payment on its way back to the payer, whoever sent it.</summary>
public sealed class RefundRow
{
    public long Number { get; init; }

    /// <summary>Ours (F15); null for one that was made at the provider (F17).</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The provider's id; null until it is known.</summary>
    public string? GatewayRefund { get; set; }

    /// <summary>Number of the payment.</summary>
    public long Payment { get; init; }
    public int Account { get; init; }

    /// <summary>Money, in 10^-8 of <see cref="Asset"/>.</summary>
    public long Amount { get; init; }
    public required string Asset { get; init; }
    public RefundState State { get; set; }

    /// <summary>
    /// What goes back with it of what was bought and of its bonus, decided when it was made: 10^-8 of the wallet's unit. For one
    /// that was made at the provider, what was taken out of the grants when it was booked. 0 again once it has failed.
    /// </summary>
    public long FromBase { get; set; }
    public long FromBonus { get; set; }

    /// <summary>What of it had been spent and is owed, when it was booked.</summary>
    public long Debt { get; set; }

    /// <summary>The operator's reason and note; null for one made at the provider.</summary>
    public string? Reason { get; init; }
    public string? Note { get; init; }
    public required string Actor { get; init; }
    public string? Failure { get; set; }
    public Instant Created { get; init; }
    public Instant? SettledAt { get; set; }
}

/// <summary>Where a dispute stands. The numbers are stored: never change one.</summary>
public enum DisputeState : byte
{
    /// <summary>The bank asks; no money has moved.</summary>
    Inquiry = 1,

    /// <summary>The bank has taken the money; the unspent part is frozen.</summary>
    Open = 2,
    Won = 3,
    Lost = 4,

    /// <summary>An inquiry that ended without a dispute, or a dispute that was prevented.</summary>
    Closed = 5,
}

/// <summary>A payment that its payer's bank disputes (F18).</summary>
public sealed class DisputeRow
{
    /// <summary>The provider's id.</summary>
    public required string Dispute { get; init; }

    /// <summary>Number of the payment.</summary>
    public long Payment { get; init; }
    public int Account { get; init; }

    /// <summary>Money, in 10^-8 of <see cref="Asset"/>.</summary>
    public long Amount { get; init; }
    public required string Asset { get; init; }
    public DisputeState State { get; set; }

    /// <summary>The bank's word: <c>fraudulent</c>.</summary>
    public required string Reason { get; set; }

    /// <summary>Till when the seller may answer; null where he may not.</summary>
    public Instant? AnswerBy { get; set; }

    /// <summary>Kept out of what may be spent since it was opened: 10^-8 of the wallet's unit; 0 once it is over.</summary>
    public long Frozen { get; set; }

    /// <summary>Taken when it was lost: out of grants, and as debt where it was spent.</summary>
    public long Taken { get; set; }
    public long Debt { get; set; }
    public Instant Opened { get; init; }
    public Instant? ClosedAt { get; set; }
}
