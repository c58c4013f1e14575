using Billing.Service.Access;
using Billing.Service.Storage.Portal;
using Billing.Units;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace BillingPortal.Portal.Account;

/// <summary>What changes the session without a page: forms post here, with their token.</summary>
public static class AccountEndpoints
{
    public static IEndpointRouteBuilder MapAccountEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/" + PortalUrls.SignOut, SignOut).AllowAnonymous();
        routes.MapPost("/" + PortalUrls.SignOutEverywhere, SignOutEverywhere).RequireAuthorization();
        routes.MapPost("/" + PortalUrls.ChooseOrganisation, ChooseOrganisation).RequireAuthorization(Policies.Member);
        // An address under /admin that does not exist tells nobody but an operator so.
        routes.MapFallback("/" + PortalUrls.Admin + "/{**rest}", () => Results.NotFound()).RequireAuthorization(Policies.Operator);
        return routes;
    }

    // The form values are read so that the framework checks the form's token before anything else.
    private static async Task<IResult> SignOut(PortalSignIn signIn, HttpContext http, [FromForm] string? returnUrl)
    {
        await signIn.SignOutAsync();
        return Back(http, returnUrl is null ? "/" + PortalUrls.SignIn : LocalUrl.OrHome(returnUrl));
    }

    private static async Task<IResult> SignOutEverywhere(PortalSignIn signIn, UserManager<PortalUser> users, HttpContext http, [FromForm] bool confirmed)
    {
        if (confirmed && await users.GetUserAsync(http.User) is { } user)
            await signIn.SignOutEverywhere(user);
        return Back(http, "/" + PortalUrls.SignIn);
    }

    private static async Task<IResult> ChooseOrganisation(
        IMemberships memberships, HttpContext http, [FromForm] string account, [FromForm] string? returnUrl, CancellationToken cancel)
    {
        if (!PrefixedId.TryParse("acct", account, out var id)
            || http.User.UserId() is not { } user
            || await memberships.RoleOf(user, new AccountId(id), cancel) is null)
            return Results.NotFound();
        OrganisationChoice.Remember(http, account);
        return Back(http, LocalUrl.OrHome(returnUrl));
    }

    private static IResult Back(HttpContext http, string path) => Results.LocalRedirect(http.Request.PathBase + path);
}
