using Billing.Units;

namespace Billing.Credits;

/// <summary>
/// A quantity of credit with its terms. What is left of it is not stored here: it is the sum of the ledger entries
/// that name it.
/// </summary>
/// <param name="Number">Dense number in this ledger; later grants have greater numbers, so it closes the burn-down order.</param>
/// <param name="Kind">Where it came from.</param>
/// <param name="GrantedAt">When it became usable.</param>
/// <param name="ExpiresAt">First instant at which it is no longer usable; <see cref="Instant.Latest"/> for never.</param>
public readonly record struct Grant(int Number, GrantKind Kind, Instant GrantedAt, Instant ExpiresAt)
{
    public bool Expires => ExpiresAt < Instant.Latest;

    /// <summary>A grant is usable from its start and while <paramref name="at"/> is before its expiry.</summary>
    public bool UsableAt(Instant at) => at >= GrantedAt && at < ExpiresAt;
}
