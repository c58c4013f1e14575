using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Session;

/// <summary>The sign-in cookie: what it is called, how long it lives, and where those are sent whom a page refuses.</summary>
internal static class SessionCookie
{
    public const string Name = "billing-portal";

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/" + PortalUrls.SignIn;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToAccessDenied = Refuse;
    }

    /// <summary>A renewal reads the person again; what belongs to the sign-in is carried over, or the second factor would be forgotten.</summary>
    public static Task CarryOver(SecurityStampRefreshingPrincipalContext renewal)
    {
        if (renewal.NewPrincipal?.Identity is ClaimsIdentity identity && renewal.CurrentPrincipal is { } current)
            identity.AddClaims(current.Claims.Where(c => SessionClaims.OfTheSignIn.Contains(c.Type) && !identity.HasClaim(c.Type, c.Value)).ToList());
        return Task.CompletedTask;
    }

    /// <summary>To a customer the operators' pages do not exist; an operator is shown the way.</summary>
    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> refused)
    {
        var http = refused.HttpContext;
        var admin = http.Request.PathBase.Add("/" + PortalUrls.Admin);
        if (!http.User.IsOperator())
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (http.Request.Path.StartsWithSegments("/" + PortalUrls.Admin, StringComparison.OrdinalIgnoreCase))
            http.Response.Redirect($"{http.Request.PathBase}/{PortalUrls.TwoFactor}?returnUrl={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
        else
            http.Response.Redirect(admin);
        return Task.CompletedTask;
    }
}
