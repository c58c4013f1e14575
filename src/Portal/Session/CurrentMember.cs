using System.Security.Claims;
using Billing.Service.Access;
using Billing.Units;
using Microsoft.AspNetCore.Components.Authorization;

namespace BillingPortal.Portal.Session;

/// <summary>Who is signed in on this page, read once per circuit or request. A change of rights ends the circuit's session instead.</summary>
public sealed class CurrentMember(AuthenticationStateProvider session, IMemberships memberships, SeenRights seen)
{
    private Task<Member?>? _found;

    /// <summary>The member, or null for an anonymous visitor.</summary>
    public Task<Member?> Find() => _found ??= Read();

    /// <summary>The member, on a page that nobody else can open.</summary>
    public async Task<Member> Get() => await Find() ?? throw new InvalidOperationException("Nobody is signed in.");

    private async Task<Member?> Read()
    {
        var person = (await session.GetAuthenticationStateAsync()).User;
        if (person.Identity is not { IsAuthenticated: true } || person.UserId() is not { } id)
            return null;
        var rights = await Rights.Read(memberships, id, CancellationToken.None);
        seen.Rights = rights;
        return new Member(
            id,
            person.FindFirstValue(SessionClaims.DisplayName) ?? "",
            person.FindFirstValue(ClaimTypes.Email) ?? "",
            rights.IsOperator,
            person.SignedIn(),
            rights.Organisations,
            Chosen(rights.Organisations, person.FindFirstValue(SessionClaims.Organisation)));
    }

    private static Organisation? Chosen(IReadOnlyList<Organisation> all, string? asked) =>
        PrefixedId.TryParse("acct", asked, out var id) && all.FirstOrDefault(o => o.Account.Value == id) is { } found ? found : all.Count > 0 ? all[0] : null;
}
