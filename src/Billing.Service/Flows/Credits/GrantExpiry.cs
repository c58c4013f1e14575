using Billing.Ledger;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Credits;

/// <summary>Writes down that a grant's rest has lapsed. It could pay nothing since its expiry in any case; this takes it out of the balance.</summary>
internal sealed class GrantExpiry(WriteScope scope, int account) : IDueWork
{
    public static IDueWork Of(WriteScope scope, int account) => new GrantExpiry(scope, account);

    public Instant? Next
    {
        get
        {
            var grants = scope.Wallet(account).Grants;
            return grants.Count == 0 ? null : grants.Min(balance => balance.Grant.ExpiresAt) is var first && first < Instant.Latest ? first : null;
        }
    }

    public void Do()
    {
        var at = Next!.Value;
        foreach (var (grant, remaining) in scope.Wallet(account).Grants.Where(balance => balance.Grant.ExpiresAt == at))
            scope.Post(new NewEntry(account, EntryType.Expire, -remaining, grant.Number, CauseKind.Job, grant.Number, at));
    }
}
