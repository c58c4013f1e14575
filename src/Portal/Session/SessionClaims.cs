using System.Globalization;
using System.Security.Claims;
using Billing.Service.Storage.Portal;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BillingPortal.Portal.Session;

/// <summary>What the cookie says beside the person's id. None of it is a right: rights are read from the store.</summary>
public static class SessionClaims
{
    /// <summary>The sign-in that this cookie belongs to.</summary>
    public const string SignIn = "sid";

    /// <summary>When the person last proved who they are, in seconds since 1970.</summary>
    public const string SignedInAt = "auth_time";

    /// <summary>How: <c>mfa</c> after a second factor.</summary>
    public const string Method = "amr";
    public const string TwoFactor = "mfa";

    public const string DisplayName = "display_name";
    public const string Operator = "operator";

    /// <summary>The organisation chosen in this browser, as it was asked for; not yet a membership.</summary>
    public const string Organisation = "organisation";

    /// <summary>Those that belong to the sign-in and not to the person; they outlive a renewal of the cookie.</summary>
    public static IReadOnlyList<string> OfTheSignIn { get; } = [SignIn, SignedInAt, Method];

    public static Guid? UserId(this ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static Guid? SignInId(this ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(SignIn), out var id) ? id : null;

    public static bool IsOperator(this ClaimsPrincipal person) => person.HasClaim(Operator, "true");

    public static bool UsedTwoFactor(this ClaimsPrincipal person) => person.HasClaim(Method, TwoFactor);

    public static DateTimeOffset SignedIn(this ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;
}

/// <summary>Adds the name and the operator's mark to what Identity puts into the cookie.</summary>
public sealed class PersonClaims(UserManager<PortalUser> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<PortalUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(SessionClaims.DisplayName, user.DisplayName));
        if (user.IsOperator)
            identity.AddClaim(new Claim(SessionClaims.Operator, "true"));
        return identity;
    }
}
