using System.Net;
using System.Security.Claims;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Portal.Tests.Account;

public sealed class SessionTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task SignOut_Everywhere_EndsCopiesOfTheCookieToo()
    {
        var visitor = await SignedIn("out@quill.example");
        var thief = visitor.Copy();
        Assert.Equal(HttpStatusCode.OK, (await thief.Ask(AccountHost.MemberPage)).Status);

        await visitor.Send(await visitor.Open("/account"), "account/sign-out-everywhere", ("confirmed", "true"));

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Ask(AccountHost.MemberPage)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task SignOut_OnOneDevice_LeavesTheOthersSignedIn()
    {
        var phone = await SignedIn("two@quill.example");
        var desk = host.Visitor();
        await desk.SignIn("two@quill.example", DemoPeople.Password);
        var copyOfPhone = phone.Copy();

        var token = (await phone.Open("/account")).Document.QuerySelector("form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var out_ = await phone.Post("/account/sign-out", ("__RequestVerificationToken", token));

        Assert.Equal("/account/sign-in", out_.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await phone.Ask(AccountHost.MemberPage)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await copyOfPhone.Ask(AccountHost.MemberPage)).Status);
        Assert.Equal(HttpStatusCode.OK, (await desk.Ask(AccountHost.MemberPage)).Status);
    }

    [Theory]
    [InlineData("/account/sign-out")]
    [InlineData("/account/sign-out-everywhere")]
    [InlineData("/session/organisation")]
    public async Task Form_WithoutItsToken_IsRefused(string path)
    {
        var visitor = await SignedIn($"csrf{path.Length}@quill.example");
        var answer = await visitor.Post(path, ("confirmed", "true"), ("account", DemoPeople.Account.ToString()));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task ChangePassword_OnOneDevice_KeepsItAndEndsTheOthers()
    {
        var visitor = await SignedIn("change@quill.example");
        var elsewhere = host.Visitor();
        await elsewhere.SignIn("change@quill.example", DemoPeople.Password);

        var wrong = await visitor.Submit(await visitor.Open("/account"), "password", ("PasswordForm.Present", "not this one"), ("PasswordForm.New", "tea at half past four"));
        Assert.Contains("not your present password", wrong.Text, StringComparison.Ordinal);
        await visitor.Submit(await visitor.Open("/account"), "password", ("PasswordForm.Present", DemoPeople.Password), ("PasswordForm.New", "tea at half past four"));

        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.Ask(AccountHost.MemberPage)).Status);
        Assert.Contains(host.MailsTo("change@quill.example"), mail => mail.Contains("Every other sign-in was ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Profile_WithFieldsNobodyOffered_IgnoresThem()
    {
        var visitor = await SignedIn("more@quill.example");
        await visitor.Submit(await visitor.Open("/account"), "name", ("NameForm.Name", "Ada B. Quill"), ("NameForm.IsOperator", "true"), ("IsOperator", "true"), ("_user.IsOperator", "true"));

        var user = await host.WithUsers(async users => await users.FindByEmailAsync("more@quill.example"));
        Assert.Equal(("Ada B. Quill", false), (user!.DisplayName, user.IsOperator));
    }

    [Fact]
    public async Task OpenPage_AfterSignOutShutOutPasswordOrRole_IsNoLongerValid()
    {
        var changes = new Dictionary<string, Func<PortalUser, Task>>
        {
            ["signed out"] = async user => await host.Services.GetRequiredService<SignInStore>().EndAll(user.Id, default),
            ["another password"] = async user => await host.WithUsers(async users => await users.ChangePasswordAsync((await users.FindByIdAsync(user.Id.ToString()))!, DemoPeople.Password, "tea at half past four")),
            ["shut out"] = user => Change(db => db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, new Billing.Units.Instant(1)))),
            ["role lowered"] = user => Change(db => db.Members.Where(m => m.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, Role.Viewer))),
            ["membership ended"] = user => Change(db => db.Members.Where(m => m.UserId == user.Id).ExecuteDeleteAsync()),
            ["made operator"] = user => Change(db => db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsOperator, true))),
        };
        foreach (var (what, change) in changes)
        {
            var user = await host.NewPerson($"{what.Replace(' ', '.')}@quill.example");
            await using var circuit = await OpenCircuit(user);
            Assert.True(await circuit.IsStillValid(), $"before: {what}");

            await change(user);

            Assert.False(await circuit.IsStillValid(), what);
        }
    }

    [Fact]
    public void Intervals_OfCookieAndCircuitTogether_StayBelowAMinute()
    {
        var product = new ServiceCollection().AddLogging()
            .AddPortalIdentity(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), host.MailFolder).BuildServiceProvider();
        var cookie = product.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval;

        Assert.True(cookie + RevalidatingSession.Interval < TimeSpan.FromMinutes(1), $"{cookie} + {RevalidatingSession.Interval}");
    }

    [Fact]
    public async Task CurrentMember_WithAnOrganisationOfStrangersChosen_StaysInTheirOwn()
    {
        var user = await host.NewPerson("choose@quill.example");
        await using var circuit = await OpenCircuit(user, new Claim(SessionClaims.Organisation, DemoPeople.Account.ToString()));

        var member = await circuit.Member();
        Assert.Equal("Quill & Daughters", member!.Organisation!.Name);
        Assert.True(member.May(Permission.Pay));
        Assert.Equal(new Actor.Person(user.Id, "Ada Quill"), member.Actor);
    }

    [Fact]
    public async Task CurrentMember_InTwoOrganisations_SeesTheChosenOne()
    {
        var user = await host.NewPerson("both@quill.example");
        await Change(db =>
        {
            db.Members.Add(new MemberRow { Account = DemoPeople.Account, UserId = user.Id, Role = Role.Viewer });
            return db.SaveChangesAsync();
        });
        await using var unchosen = await OpenCircuit(user);
        await using var chosen = await OpenCircuit(user, new Claim(SessionClaims.Organisation, DemoPeople.Account.ToString()));
        await using var other = await OpenCircuit(user, new Claim(SessionClaims.Organisation, "acct_nonsense"));

        Assert.Equal(DemoPeople.Organisation, (await unchosen.Member())!.Organisation!.Name);
        Assert.Equal(Role.Viewer, (await chosen.Member())!.Organisation!.Role);
        Assert.Equal(["Halden Robotics", "Quill & Daughters"], (await other.Member())!.Organisations.Select(o => o.Name));
    }

    [Fact]
    public async Task Pages_ByAnonymousCustomerAndOperator_OpenForWhomTheyAre()
    {
        var anonymous = host.Visitor();
        var customer = host.Visitor();
        await customer.SignIn(DemoPeople.SignIns[3].Email, DemoPeople.Password);
        foreach (var path in new[] { "/account", "/account/two-factor", AccountHost.MemberPage, "/admin", "/admin/nothing-here" })
        {
            var answer = await anonymous.Ask(path);
            Assert.Equal((HttpStatusCode.Redirect, "/account/sign-in"), (answer.Status, answer.Location?.AbsolutePath));
            Assert.Equal(path, System.Web.HttpUtility.ParseQueryString(answer.Location!.Query)["returnUrl"]);
        }
        foreach (var path in new[] { "/admin", "/admin/nothing-here", "/admin/%2e%2e/admin" })
        {
            var (hidden, missing) = (await customer.Ask(path), await customer.Ask("/nowhere"));
            Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
            Assert.Equal((missing.Status, missing.Text), (hidden.Status, hidden.Text));
            Assert.Contains("There is no such page", missing.Text, StringComparison.Ordinal);
        }
        foreach (var path in new[] { "/account/register", "/account/sign-in", "/account/forgot-password", "/account/reset-password", "/account/confirm-email", "/account/resend-confirmation", "/account/check-mail" })
            Assert.Equal(HttpStatusCode.OK, (await anonymous.Ask(path)).Status);
    }

    [Fact]
    public async Task DemoPeople_SeededAgain_ChangeNothing()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoPeople>().Seed(default);
        await using var db = host.Store.CreateDbContext();

        Assert.Equal(4, await db.Members.CountAsync(m => m.Account == DemoPeople.Account && m.User!.Email!.EndsWith("@demo.example")));
        Assert.NotNull(host.Services.GetRequiredService<Writer>().Find(DemoPeople.Account));
    }

    private async Task<Visitor> SignedIn(string email)
    {
        await host.NewPerson(email);
        var visitor = host.Visitor();
        await visitor.SignIn(email, DemoPeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
        return visitor;
    }

    private async Task Change(Func<PortalDb, Task> change)
    {
        await using var db = host.Store.CreateDbContext();
        await change(db);
    }

    private async Task<Circuit> OpenCircuit(PortalUser user, params Claim[] more)
    {
        var scope = host.Services.CreateAsyncScope();
        var signIn = await host.Services.GetRequiredService<SignInStore>().Begin(user.Id, default);
        var person = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user);
        ((ClaimsIdentity)person.Identity!).AddClaims([new Claim(SessionClaims.SignIn, signIn.ToString()), .. more]);
        return await Circuit.Open(scope, host.Services, new AuthenticationState(person));
    }

    /// <summary>What a page without a request holds: the person it was opened for, and the provider that looks again.</summary>
    private sealed class Circuit(AsyncServiceScope scope, RevalidatingSession session, CurrentMember member, AuthenticationState state) : IAsyncDisposable
    {
        public static async Task<Circuit> Open(AsyncServiceScope scope, IServiceProvider services, AuthenticationState state)
        {
            var seen = new SeenRights();
            var memberships = services.GetRequiredService<IMemberships>();
            var session = new RevalidatingSession(NullLoggerFactory.Instance, services.GetRequiredService<IServiceScopeFactory>(), memberships, seen);
            session.SetAuthenticationState(Task.FromResult(state));
            var member = new CurrentMember(session, memberships, seen);
            await member.Find();
            return new Circuit(scope, session, member, state);
        }

        public Task<bool> IsStillValid() => session.IsStillValid(state, default);

        public Task<Member?> Member() => member.Find();

        public async ValueTask DisposeAsync()
        {
            ((IDisposable)session).Dispose();
            await scope.DisposeAsync();
        }
    }
}
