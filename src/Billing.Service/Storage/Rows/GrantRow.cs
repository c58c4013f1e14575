using Billing.Credits;
using Billing.Ledger;
using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>A grant's terms. What is left of it is the sum of the entries that name it.</summary>
public sealed class GrantRow
{
    public int Number { get; init; }
    public GrantId Id { get; init; }
    public int Account { get; init; }
    public GrantKind Kind { get; init; }

    /// <summary>Credited at the start, in 10^-8 of the account's asset.</summary>
    public long Amount { get; init; }
    public Instant GrantedAt { get; init; }
    public Instant ExpiresAt { get; init; }

    /// <summary>What was paid for it; null where nothing was.</summary>
    public string? PaidAsset { get; init; }
    public long? PaidAmount { get; init; }
    public CauseKind CauseKind { get; init; }
    public long Cause { get; init; }

    /// <summary>For people: a payment's or coupon's name.</summary>
    public string? Reference { get; init; }
}
