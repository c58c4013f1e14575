using Billing.Units;

namespace Billing.Service.Access;

/// <summary>The organisations' members, as flows and the session ask for them: read from the store at each call, never cached over a decision.</summary>
public interface IMemberships
{
    /// <summary>The role of a person in an account's organisation now; null for none (also for a locked or deleted person).</summary>
    Task<Role?> RoleOf(Guid userId, AccountId account, CancellationToken cancel);

    /// <summary>Whether a person is an operator now.</summary>
    Task<bool> IsOperator(Guid userId, CancellationToken cancel);

    /// <summary>The organisations of a person, by name.</summary>
    Task<IReadOnlyList<Organisation>> OrganisationsOf(Guid userId, CancellationToken cancel);

    /// <summary>The organisation that owns an account, or null.</summary>
    Task<Organisation?> OrganisationOf(AccountId account, CancellationToken cancel);

    /// <summary>Where receipts and money mails go.</summary>
    Task<IReadOnlyList<string>> BillingMails(AccountId account, CancellationToken cancel);

    /// <summary>Operators' search by organisation name, member mail, account id or key prefix.</summary>
    Task<IReadOnlyList<Organisation>> Search(string text, int limit, CancellationToken cancel);
}

/// <summary>An organisation is an account: one price book version line, one wallet, one asset.</summary>
/// <param name="Account">Its id in the ledger.</param>
/// <param name="Name">As members call it.</param>
/// <param name="Role">The asking person's role, where one asked.</param>
public sealed record Organisation(AccountId Account, string Name, Role? Role);

/// <summary>The check that every flow makes itself.</summary>
public static class MembershipCheck
{
    /// <summary>Null when the actor may; else the refusal. A foreign account and a missing one answer alike.</summary>
    public static async Task<Refusal?> Check(this IMemberships memberships, Actor actor, AccountId account, Permission permission, CancellationToken cancel) => actor switch
    {
        Actor.Portal => null,
        Actor.Operator o when permission is Permission.Read => await memberships.IsOperator(o.UserId, cancel) ? null : NotFound,
        Actor.Person p => await memberships.RoleOf(p.UserId, account, cancel) switch
        {
            null => NotFound,
            { } role when role.May(permission) => null,
            _ => new Refusal("not_permitted", "Your role in this organisation does not allow this. Ask an owner."),
        },
        _ => NotFound,
    };

    private static readonly Refusal NotFound = new("not_found", "There is no such account.");
}
