using Billing.Credits;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>
/// An account's money after its last entry. What the writer hands out is never changed afterwards, so any thread may
/// keep and read it.
/// </summary>
public sealed record WalletState
{
    /// <summary>The account's dense number in this ledger.</summary>
    public required int Account { get; init; }
    public required AccountId Id { get; init; }
    public required Asset Asset { get; init; }

    /// <summary>The price book's id.</summary>
    public required string PriceBook { get; init; }

    /// <summary>After the entry <see cref="LastNumber"/>, in 10^-8.</summary>
    public long Balance { get; init; }

    /// <summary>0 before the first entry.</summary>
    public long LastNumber { get; init; }

    /// <summary>The chain's hash at <see cref="LastNumber"/>.</summary>
    public ReadOnlyMemory<byte> LastHash { get; init; } = new byte[Ledger.Chain.HashSize];

    /// <summary>Grants with something left, in burn-down order.</summary>
    public IReadOnlyList<GrantBalance> Grants { get; init; } = [];

    /// <summary>Id of the account's plan; null where it has none.</summary>
    public string? Plan { get; init; }

    /// <summary>When something next happens to it by time alone; <see cref="Instant.Latest"/> for nothing in sight.</summary>
    public Instant NextDue { get; init; } = Instant.Latest;

    /// <summary>The environments that have a limit: the most each may take together with what it took, in 10^-8 (C-6).</summary>
    public IReadOnlyDictionary<string, long> Limits { get; init; } = NoLimits;

    /// <summary>Usage before it stands on issued invoices; null where none was issued.</summary>
    public Instant? InvoicedUntil { get; init; }

    public Amount BalanceAmount => new(Balance, Asset);

    /// <summary>Kept aside in the grants: a disputed payment, a refund on its way (F18). It is part of the balance and of nothing that may be spent.</summary>
    public long Frozen
    {
        get
        {
            long held = 0;
            foreach (var grant in Grants) held = checked(held + grant.Held);
            return held;
        }
    }

    /// <summary>The balance less all that is kept aside; below zero where that is more than there is.</summary>
    public Amount FreeAmount => new(Balance - Frozen, Asset);

    /// <summary>What may still be taken at an instant: what the grants usable then hold and do not keep aside, and never more than the balance less all that is kept aside.</summary>
    public long AvailableAt(Instant at)
    {
        long usable = 0;
        foreach (var grant in Grants)
        {
            if (grant.Grant.UsableAt(at)) usable = checked(usable + grant.Free);
        }

        return Math.Max(0, Math.Min(usable, Balance - Frozen));
    }

    private static readonly IReadOnlyDictionary<string, long> NoLimits = new Dictionary<string, long>();
}
