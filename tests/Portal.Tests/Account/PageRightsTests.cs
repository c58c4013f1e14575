using System.Net;
using System.Reflection;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Portal.Tests.Account;

/// <summary>Every page of the portal, found by its route, against every kind of visitor.</summary>
public sealed class PageRightsTests(AccountHost host) : IClassFixture<AccountHost>
{
    private static readonly IReadOnlyList<(string Path, string Right)> Pages =
    [
        .. from page in typeof(PortalApp).Assembly.GetTypes()
           from route in page.GetCustomAttributes<RouteAttribute>()
           select (route.Template, RightOf(page)),
    ];

    [Fact]
    public void Pages_AllOfThem_SayWhoMayOpenThem() =>
        Assert.Equal(["/not-found"], Pages.Where(p => p.Right == "").Select(p => p.Path));

    [Fact]
    public void Pages_BelowAdmin_AreForOperators() =>
        Assert.All(Pages, page => Assert.Equal(page.Path.StartsWith("/admin", StringComparison.Ordinal), page.Right == Policies.Operator));

    [Fact]
    public async Task Pages_ForMembersAndOperators_SendAnonymousVisitorsToSignIn()
    {
        var anonymous = host.Visitor();
        foreach (var (path, _) in Pages.Where(p => p.Right is not ("" or "anybody")))
        {
            var answer = await anonymous.Ask(Filled(path));
            Assert.Equal((path, HttpStatusCode.Redirect, "/account/sign-in"), (path, answer.Status, answer.Location?.AbsolutePath));
        }
    }

    [Fact]
    public async Task Pages_ForOperators_DoNotExistForAnyCustomer()
    {
        foreach (var signIn in DemoPeople.SignIns.Where(s => s != DemoPeople.Operator))
        {
            var customer = host.Visitor();
            await customer.SignIn(signIn.Email, signIn.Password);
            foreach (var (path, _) in Pages.Where(p => p.Right == Policies.Operator))
                Assert.Equal((signIn.Role, path, HttpStatusCode.NotFound), (signIn.Role, path, (await customer.Ask(Filled(path))).Status));
        }
    }

    private static string RightOf(Type page) =>
        page.GetCustomAttribute<AllowAnonymousAttribute>() is not null ? "anybody"
        : page.GetCustomAttribute<AuthorizeAttribute>() is { } authorize ? authorize.Policy ?? "signed in"
        : "";

    /// <summary>A route with something in its places.</summary>
    private static string Filled(string route) => string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "1" : part));
}
