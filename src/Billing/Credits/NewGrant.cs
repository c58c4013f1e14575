using Billing.Units;

namespace Billing.Credits;

/// <summary>A grant a decision asks a flow to write; it enters with one ledger entry of its whole amount.</summary>
/// <param name="Amount">In the wallet's unit, above zero.</param>
/// <param name="ExpiresAt"><see cref="Instant.Latest"/> for never.</param>
public sealed record NewGrant(GrantKind Kind, Amount Amount, Instant ExpiresAt);
