using Billing.Service.Access;
using Billing.Units;
using Microsoft.AspNetCore.Identity;

namespace Billing.Service.Storage.Portal;

/// <summary>
/// A new person with a new organisation. The billing account is opened first: a crash in between leaves an account that
/// nobody owns, never an organisation without a wallet.
/// </summary>
public sealed class Registration(PortalDb db, UserManager<PortalUser> users, IOpenAccount accounts)
{
    public const int LongestName = 80;

    /// <summary>Creates both in one transaction, or says why not and creates neither.</summary>
    public async Task<IdentityResult> Register(PortalUser owner, string password, AccountId account, string organisation, CancellationToken cancel)
    {
        foreach (var rule in users.PasswordValidators)
            if (await rule.ValidateAsync(users, owner, password) is { Succeeded: false } refused)
                return refused;

        await accounts.Open(account, organisation, cancel);
        AddOrganisation(account, organisation);
        db.Members.Add(new MemberRow { Account = account, User = owner, Role = Role.Owner });
        var created = await users.CreateAsync(owner, password);
        if (!created.Succeeded)
            db.ChangeTracker.Clear();
        return created;
    }

    /// <summary>A person who joins an organisation that stands already, or none.</summary>
    public async Task<IdentityResult> Join(PortalUser person, string password, AccountId? account, Role role, CancellationToken cancel)
    {
        if (account is { } joined)
            db.Members.Add(new MemberRow { Account = joined, User = person, Role = role });
        cancel.ThrowIfCancellationRequested();
        var created = await users.CreateAsync(person, password);
        if (!created.Succeeded)
            db.ChangeTracker.Clear();
        return created;
    }

    /// <summary>One more organisation for a person who is here already; its account is open. Founding it again changes nothing.</summary>
    public async Task Found(PortalUser owner, AccountId account, string organisation, CancellationToken cancel)
    {
        if (await db.Organisations.FindAsync([account], cancel) is not null) return;
        AddOrganisation(account, organisation);
        db.Members.Add(new MemberRow { Account = account, UserId = owner.Id, Role = Role.Owner });
        await db.SaveChangesAsync(cancel);
    }

    private void AddOrganisation(AccountId account, string name) =>
        db.Organisations.Add(new OrganisationRow { Account = account, Name = name, SearchName = name.ToUpperInvariant() });
}
