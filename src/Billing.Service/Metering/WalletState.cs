using Billing.Credits;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>A grant and what is left of it, in 10^-8 of the account's asset.</summary>
public readonly record struct OpenGrant(Grant Grant, long Remaining);

/// <summary>
/// An account's money after its last entry. What the writer hands out is never changed afterwards, so any thread may
/// keep and read it.
/// </summary>
public sealed class WalletState
{
    public required int Account { get; init; }
    public required AccountId Id { get; init; }
    public required Asset Asset { get; init; }

    /// <summary>The price book's id.</summary>
    public required string PriceBook { get; init; }

    /// <summary>After the entry <see cref="LastNumber"/>, in 10^-8.</summary>
    public long Balance { get; internal set; }

    /// <summary>0 before the first entry.</summary>
    public long LastNumber { get; internal set; }

    /// <summary>The chain's hash at <see cref="LastNumber"/>.</summary>
    public ReadOnlyMemory<byte> LastHash { get; internal set; }

    /// <summary>Grants with something left, in burn-down order.</summary>
    public IReadOnlyList<OpenGrant> Grants { get; internal set; } = [];

    public Amount BalanceAmount => new(Balance, Asset);
}
