using System.Globalization;
using System.Security.Claims;
using Billing.Service.Storage.Portal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BillingPortal.Portal.Session;

/// <summary>
/// Identity's sign-in with two additions: every sign-in has a row, so that signing out ends all copies of its cookie;
/// and an unknown address takes as long as a known one.
/// </summary>
public sealed class PortalSignIn(
    UserManager<PortalUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<PortalUser> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<PortalUser> confirmation,
    SignInStore signIns, TimeProvider time) : SignInManager<PortalUser>(users, http, claims, options, log, schemes, confirmation)
{
    private const string UsedCodes = "[used]";
    private const string LastCode = "last code";
    private static readonly PortalUser Nobody = new() { DisplayName = "" };

    private bool _renewing;

    /// <summary>
    /// Failed answers for unknown address, wrong password, locked and shut out alike. NotAllowed only after the right
    /// password: the address is not confirmed yet.
    /// </summary>
    public async Task<SignInResult> SignInWithPassword(string email, string password, bool stay)
    {
        if (await UserManager.FindByEmailAsync(email) is not { } user)
        {
            SpendTheTimeOfACheck(password);
            return SignInResult.Failed;
        }
        var check = await CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (check.IsLockedOut || check.IsNotAllowed)
            SpendTheTimeOfACheck(password);
        if (!check.Succeeded)
            return SignInResult.Failed;
        return user.EmailConfirmed ? await SignInOrTwoFactorAsync(user, stay) : SignInResult.NotAllowed;
    }

    /// <summary>Keeps who is signed in signed in, after a change that ends every other sign-in.</summary>
    public async Task SignInAnew(PortalUser user, bool provedTwoFactor)
    {
        await signIns.EndAll(user.Id, CancellationToken.None);
        await SignInWithClaimsAsync(user, isPersistent: false, provedTwoFactor ? [new Claim(SessionClaims.Method, SessionClaims.TwoFactor)] : []);
    }

    /// <summary>A code works once, although its half minute may not be over: who looks over a shoulder can't use it again.</summary>
    public override async Task<SignInResult> TwoFactorAuthenticatorSignInAsync(string code, bool isPersistent, bool rememberClient)
    {
        var user = await GetTwoFactorAuthenticationUserAsync();
        if (user is not null && await UserManager.GetAuthenticationTokenAsync(user, UsedCodes, LastCode) == code)
        {
            await UserManager.AccessFailedAsync(user);
            return SignInResult.Failed;
        }
        var result = await base.TwoFactorAuthenticatorSignInAsync(code, isPersistent, rememberClient);
        if (user is not null && result.Succeeded)
            await UserManager.SetAuthenticationTokenAsync(user, UsedCodes, LastCode, code);
        return result;
    }

    /// <summary>Ends every sign-in of a person, here and elsewhere: cookies and open pages notice within a minute.</summary>
    public async Task SignOutEverywhere(PortalUser user)
    {
        await signIns.EndAll(user.Id, CancellationToken.None);
        await UserManager.UpdateSecurityStampAsync(user);
        await SignOutAsync();
    }

    public override async Task<bool> CanSignInAsync(PortalUser user) => user.DisabledAt is null && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(PortalUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var before = Context.User;
        if (_renewing && before.SignInId() is { } kept)
        {
            await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, Claim(SessionClaims.SignIn, kept), .. before.FindAll(SessionClaims.SignedInAt)]);
            return;
        }
        if (before.SignInId() is { } old)
            await signIns.End(old, Context.RequestAborted);
        var begun = await signIns.Begin(user.Id, Context.RequestAborted);
        var now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, Claim(SessionClaims.SignIn, begun), new Claim(SessionClaims.SignedInAt, now)]);
    }

    public override async Task RefreshSignInAsync(PortalUser user)
    {
        _renewing = true;
        await base.RefreshSignInAsync(user);
        _renewing = false;
    }

    public override async Task SignOutAsync()
    {
        if (Context.User.SignInId() is { } open)
            await signIns.End(open, CancellationToken.None);
        await base.SignOutAsync();
    }

    /// <summary>What cookie and circuit both ask: the same stamp, an open sign-in, not shut out.</summary>
    public override async Task<PortalUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        if (principal?.SignInId() is not { } signIn)
            return null;
        var user = await base.ValidateSecurityStampAsync(principal);
        return user is { DisabledAt: null } && await signIns.IsOpen(signIn, CancellationToken.None) ? user : null;
    }

    private void SpendTheTimeOfACheck(string password) => UserManager.PasswordHasher.HashPassword(Nobody, password);

    private static Claim Claim(string type, Guid value) => new(type, value.ToString("D"));
}
