using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace BillingPortal.Portal.Session;

/// <summary>
/// Carries the organisation chosen in this browser from its cookie to the pages, which see no request. It is a wish:
/// <see cref="CurrentMember"/> follows it only where the person is a member.
/// </summary>
public sealed class OrganisationChoice(IHttpContextAccessor http) : IClaimsTransformation
{
    public const string Cookie = "billing-organisation";

    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity is ClaimsIdentity { IsAuthenticated: true } identity
            && !identity.HasClaim(claim => claim.Type == SessionClaims.Organisation)
            && http.HttpContext?.Request.Cookies[Cookie] is { Length: > 0 and < 64 } chosen)
            identity.AddClaim(new Claim(SessionClaims.Organisation, chosen));
        return Task.FromResult(principal);
    }

    public static void Remember(HttpContext http, string account) => http.Response.Cookies.Append(Cookie, account, new CookieOptions
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true, MaxAge = TimeSpan.FromDays(365),
        Path = http.Request.PathBase.HasValue ? http.Request.PathBase : "/",
    });
}
