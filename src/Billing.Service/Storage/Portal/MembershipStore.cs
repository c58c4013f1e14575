using Billing.Service.Access;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage.Portal;

/// <summary>Memberships, read at each call: a right that is gone is gone in the next decision.</summary>
internal sealed class MembershipStore(IDbContextFactory<PortalDb> factory) : IMemberships
{
    public async Task<Role?> RoleOf(Guid userId, AccountId account, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Members
            .Where(m => m.UserId == userId && m.Account == account && m.User!.DisabledAt == null)
            .Select(m => (Role?)m.Role)
            .FirstOrDefaultAsync(cancel);
    }

    public async Task<bool> IsOperator(Guid userId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Users.AnyAsync(u => u.Id == userId && u.IsOperator && u.DisabledAt == null, cancel);
    }

    public async Task<IReadOnlyList<Organisation>> OrganisationsOf(Guid userId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Members
            .Where(m => m.UserId == userId && m.User!.DisabledAt == null)
            .OrderBy(m => m.Organisation!.SearchName).ThenBy(m => m.Account)
            .Select(m => new Organisation(m.Account, m.Organisation!.Name, m.Role))
            .ToListAsync(cancel);
    }

    public async Task<Organisation?> OrganisationOf(AccountId account, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Organisations
            .Where(o => o.Account == account)
            .Select(o => new Organisation(o.Account, o.Name, null))
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>Members whose role pays, with a confirmed address and not shut out.</summary>
    public async Task<IReadOnlyList<string>> BillingMails(AccountId account, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Members
            .Where(m => m.Account == account && (m.Role == Role.Owner || m.Role == Role.Billing))
            .Where(m => m.User!.EmailConfirmed && m.User.DisabledAt == null)
            .OrderBy(m => m.User!.NormalizedEmail)
            .Select(m => m.User!.Email!)
            .ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Organisation>> Search(string text, int limit, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var words = text.Trim();
        var upper = words.ToUpperInvariant();
        var account = PrefixedId.TryParse("acct", words, out var id) ? new AccountId(id) : default;
        return await db.Organisations
            .Where(o => o.Account == account
                || o.SearchName.Contains(upper)
                || db.Members.Any(m => m.Account == o.Account && m.User!.NormalizedEmail!.Contains(upper))
                || (words.Length >= ApiKeySecret.PrefixLength && db.ApiKeys.Any(k => k.Account == o.Account && k.Prefix == words)))
            .OrderBy(o => o.SearchName).ThenBy(o => o.Account)
            .Take(limit)
            .Select(o => new Organisation(o.Account, o.Name, null))
            .ToListAsync(cancel);
    }
}
