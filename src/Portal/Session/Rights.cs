using Billing.Service.Access;

namespace BillingPortal.Portal.Session;

/// <summary>What a person may be, as the store says now.</summary>
public sealed record Rights(bool IsOperator, IReadOnlyList<Organisation> Organisations)
{
    public static async Task<Rights> Read(IMemberships memberships, Guid userId, CancellationToken cancel) =>
        await memberships.IsOperator(userId, cancel)
            ? new Rights(true, [])
            : new Rights(false, await memberships.OrganisationsOf(userId, cancel));

    public bool SameAs(Rights other) => IsOperator == other.IsOperator && Organisations.SequenceEqual(other.Organisations);
}

/// <summary>The rights that this circuit's pages were drawn with.</summary>
public sealed class SeenRights
{
    public Rights? Rights { get; set; }
}
