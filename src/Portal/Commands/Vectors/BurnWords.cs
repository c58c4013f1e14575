using Billing.Credits;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>The vectors' names of burn-down orders.</summary>
internal static class BurnWords
{
    public static BurnOrder Order(string name) => name switch
    {
        "included_then_oldest" => new([BurnKey.Kind, BurnKey.GrantedAt], [GrantKind.Included]),
        "earliest_expiry" => new([BurnKey.Expiry, BurnKey.Kind], [GrantKind.Included, GrantKind.Starter, GrantKind.Topup, GrantKind.Bonus]),
        "oldest" => new([BurnKey.GrantedAt, BurnKey.Kind], [GrantKind.Topup]),
        _ => throw new FormatException($"'{name}' is not a burn-down order"),
    };
}
