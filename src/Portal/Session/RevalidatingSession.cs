using Billing.Service.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace BillingPortal.Portal.Session;

/// <summary>
/// Looks every 25 seconds whether an open page still belongs to its reader: signed out, another password, shut out, another
/// role. Together with the cookie's 30 seconds that stays below a minute even when a page is opened in between.
/// </summary>
public sealed class RevalidatingSession(
    ILoggerFactory log, IServiceScopeFactory scopes, IMemberships memberships, SeenRights seen) : RevalidatingServerAuthenticationStateProvider(log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(25);
    public static readonly TimeSpan CookieInterval = TimeSpan.FromSeconds(30);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        IsStillValid(authenticationState, cancellationToken);

    internal async Task<bool> IsStillValid(AuthenticationState state, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PortalSignIn>().ValidateSecurityStampAsync(state.User) is not { } user)
            return false;
        return seen.Rights is not { } drawnWith || drawnWith.SameAs(await Rights.Read(memberships, user.Id, cancel));
    }
}
