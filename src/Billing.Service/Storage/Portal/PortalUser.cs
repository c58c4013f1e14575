using Billing.Units;
using Microsoft.AspNetCore.Identity;

namespace Billing.Service.Storage.Portal;

/// <summary>A person who can sign in. Mail is the user name.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    /// <summary>Outside all organisations; sees <c>/admin</c> only.</summary>
    public bool IsOperator { get; set; }

    /// <summary>Shut out by an operator, as opposed to the lockout after wrong passwords, which ends by itself.</summary>
    public Instant? DisabledAt { get; set; }
}
