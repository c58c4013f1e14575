using Billing.Service.Access;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>Everybody owns every organisation: for flows whose rights are tested elsewhere.</summary>
public sealed class OpenHouse : IMemberships
{
    public static readonly Actor Anybody = new Actor.Person(new Guid("00000000-0000-7000-8000-000000000001"), "Ada");

    public Task<Role?> RoleOf(Guid userId, AccountId account, CancellationToken cancel) => Task.FromResult<Role?>(Role.Owner);

    public Task<bool> IsOperator(Guid userId, CancellationToken cancel) => Task.FromResult(true);

    public Task<IReadOnlyList<Organisation>> OrganisationsOf(Guid userId, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);

    public Task<Organisation?> OrganisationOf(AccountId account, CancellationToken cancel) => Task.FromResult<Organisation?>(new(account, "Acme", Role.Owner));

    public Task<IReadOnlyList<string>> BillingMails(AccountId account, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(["ada@acme.example"]);

    public Task<IReadOnlyList<Organisation>> Search(string text, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);
}
