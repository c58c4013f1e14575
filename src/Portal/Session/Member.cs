using Billing.Service.Access;

namespace BillingPortal.Portal.Session;

/// <summary>The person at the screen, as pages need them.</summary>
/// <param name="Organisations">All of theirs, by name; empty for an operator.</param>
/// <param name="Organisation">The one whose pages are shown; null when they are in none.</param>
/// <param name="SignedInAt">Real time of the last proof of who they are.</param>
public sealed record Member(
    Guid UserId, string Name, string Email, bool IsOperator, DateTimeOffset SignedInAt,
    IReadOnlyList<Organisation> Organisations, Organisation? Organisation)
{
    /// <summary>Whom flows are told about.</summary>
    public Actor Actor => IsOperator ? new Actor.Operator(UserId, Name) : new Actor.Person(UserId, Name);

    /// <summary>What to offer on the page. The flow decides for itself.</summary>
    public bool May(Permission permission) => Organisation?.Role is { } role && role.May(permission);
}
