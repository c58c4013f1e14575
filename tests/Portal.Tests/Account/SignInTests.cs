using System.Net;
using System.Text.RegularExpressions;
using Billing.Service.Access;
using Billing.Service.Metering;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Session;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Account;

public sealed partial class SignInTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Register_ThenConfirm_SignsInAndOpensTheAccount()
    {
        var visitor = host.Visitor();
        var done = await visitor.Submit(await visitor.Open("/account/register"), "register",
            ("Input.Name", "Nora Lind"), ("Input.Organisation", "Lind Labs"), ("Input.Email", "nora@lind.example"), ("Input.Password", "a long walk home"));
        Assert.Equal("Look into your mail", done.Heading);
        var organisation = Assert.Single(await host.OrganisationsOf("nora@lind.example"));
        Assert.Equal(("Lind Labs", Role.Owner), (organisation.Name, organisation.Role));
        Assert.NotNull(host.Services.GetRequiredService<Writer>().Find(organisation.Account));

        Assert.Contains("not confirmed yet", (await visitor.SignIn("nora@lind.example", "a long walk home")).Text, StringComparison.Ordinal);
        var link = LinkIn(Assert.Single(host.MailsTo("nora@lind.example")));
        Assert.Equal("billing.demo.example", link.Host);

        var confirm = await visitor.Open(link.PathAndQuery);
        await visitor.Send(confirm, "confirm", ("Input.Password", "a long walk home"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task Confirm_WithoutTheRegistrantsPassword_ConfirmsNothing()
    {
        var visitor = host.Visitor();
        await visitor.Submit(await visitor.Open("/account/register"), "register",
            ("Input.Name", "Mallory"), ("Input.Organisation", "M"), ("Input.Email", "victim@lind.example"), ("Input.Password", "chosen by a stranger"));
        var victim = host.Visitor();
        var answer = await victim.Submit(await victim.Open(LinkIn(host.MailsTo("victim@lind.example")[^1]).PathAndQuery), "confirm", ("Input.Password", "what the victim would type"));

        Assert.Contains("The link is used or too old", answer.Text, StringComparison.Ordinal);
        Assert.False(await host.WithUsers(async users => (await users.FindByEmailAsync("victim@lind.example"))!.EmailConfirmed));
    }

    [Fact]
    public async Task SignIn_WithTheRightPassword_LeadsWhereThePersonWanted()
    {
        var visitor = host.Visitor();
        var refused = await visitor.Ask(AccountHost.MemberPage + "?range=7d");
        Assert.Equal(HttpStatusCode.Redirect, refused.Status);
        Assert.Equal("/account/sign-in", refused.Location!.AbsolutePath);

        var answer = await visitor.Send(await visitor.Open(AccountHost.MemberPage + "?range=7d"), "sign-in",
            ("Input.Email", DemoPeople.Owner.Email), ("Input.Password", DemoPeople.Password));
        Assert.Equal(AccountHost.MemberPage + "?range=7d", answer.Location?.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task SignIn_Cookie_IsOutOfReachOfScripts()
    {
        var visitor = host.Visitor();
        await visitor.SignIn(DemoPeople.Owner.Email, DemoPeople.Password);

        Assert.All(visitor.Cookies, cookie => Assert.True(cookie.HttpOnly, cookie.Name));
        Assert.Contains(visitor.Cookies, cookie => cookie.Name == "billing-portal");
    }

    [Fact]
    public async Task SignIn_FiveWrongTries_LockTheDoorForTheRightPasswordToo()
    {
        await host.NewPerson("lock@quill.example");
        var visitor = host.Visitor();
        for (var i = 0; i < 5; i++)
            await visitor.SignIn("lock@quill.example", $"wrong password {i}");
        Assert.Contains(BillingPortal.Portal.Account.SignIn.Refused, (await visitor.SignIn("lock@quill.example", DemoPeople.Password)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Ask(AccountHost.MemberPage)).Status);

        var until = await host.WithUsers(async users => (await users.FindByEmailAsync("lock@quill.example"))!.LockoutEnd!.Value);
        Assert.InRange(until - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));

        await host.WithUsers(async users => await users.SetLockoutEndDateAsync((await users.FindByEmailAsync("lock@quill.example"))!, TimeProvider.System.GetUtcNow().AddSeconds(-1)));
        await visitor.SignIn("lock@quill.example", DemoPeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task SignIn_OfAShutOutPerson_LooksLikeAWrongPassword()
    {
        await host.NewPerson("shut@quill.example");
        await using (var db = host.Store.CreateDbContext())
            await db.Users.Where(u => u.Email == "shut@quill.example").ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, new Billing.Units.Instant(1)));

        Assert.Contains(BillingPortal.Portal.Account.SignIn.Refused, (await host.Visitor().SignIn("shut@quill.example", DemoPeople.Password)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/%0d%0aSet-Cookie:x=1")]
    [InlineData("/\r\nSet-Cookie:x=1")]
    [InlineData("/\t/evil.example")]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("account/../../evil")]
    [InlineData(" //evil.example")]
    public async Task SignIn_WithAForeignReturnUrl_StaysHere(string returnUrl)
    {
        var visitor = host.Visitor();
        var path = $"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";
        var answer = await visitor.Send(await visitor.Open(path), "sign-in", ("Input.Email", DemoPeople.Owner.Email), ("Input.Password", DemoPeople.Password));

        Assert.Equal(host.Address.Authority, answer.Location?.Authority);
        Assert.DoesNotContain("evil", answer.Location!.AbsolutePath.Replace("/%0d", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(host.Address.Authority, (await visitor.Ask(path)).Location?.Authority);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/usage/requests?model=x&page=2", "/usage/requests?model=x&page=2")]
    [InlineData("//evil", "/")]
    [InlineData("~/x", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void LocalUrl_OfWhatWasAsked_IsAPathOrHome(string? url, string expected) => Assert.Equal(expected, LocalUrl.OrHome(url));

    [Fact]
    public async Task Answers_ForKnownAndUnknownAddresses_ReadAlike()
    {
        var known = DemoPeople.Owner.Email;
        const string unknown = "nobody@nowhere.example";

        Assert.Equal(await Text("/account/forgot-password", "forgot", known), await Text("/account/forgot-password", "forgot", unknown));
        Assert.Equal(await Text("/account/resend-confirmation", "resend", known), await Text("/account/resend-confirmation", "resend", unknown));
        Assert.Equal((await host.Visitor().SignIn(known, "not the password")).Text, (await host.Visitor().SignIn(unknown, "not the password")).Text);
        Assert.Equal(await Registered(known), await Registered(unknown));
        Assert.Contains(host.MailsTo(known), mail => mail.Contains("You have an account already", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eleven char")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("qwertyuiop123")]
    public async Task Register_WithAWeakPassword_IsRefusedForKnownAndUnknownAlike(string password)
    {
        foreach (var email in new[] { DemoPeople.Owner.Email, "weak@quill.example" })
        {
            var visitor = host.Visitor();
            var answer = await visitor.Submit(await visitor.Open("/account/register"), "register",
                ("Input.Name", "W"), ("Input.Organisation", "W"), ("Input.Email", email), ("Input.Password", password));
            Assert.Equal("Create an account", answer.Heading);
            Assert.NotEmpty(answer.Document.QuerySelectorAll(".banner.bad"));
        }
        Assert.Empty(host.MailsTo("weak@quill.example"));
    }

    [Fact]
    public async Task ResetPassword_ByTheMailedLink_WorksOnceAndEndsOtherSignIns()
    {
        await host.NewPerson("reset@quill.example");
        var elsewhere = host.Visitor();
        await elsewhere.SignIn("reset@quill.example", DemoPeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Ask(AccountHost.MemberPage)).Status);

        var visitor = host.Visitor();
        await visitor.Submit(await visitor.Open("/account/forgot-password"), "forgot", ("Input.Email", "reset@quill.example"));
        var link = LinkIn(host.MailsTo("reset@quill.example")[^1]).PathAndQuery;
        var done = await visitor.Submit(await visitor.Open(link), "reset", ("Input.Password", "tea at half past four"));
        Assert.Contains("Your password was changed", done.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.Ask(AccountHost.MemberPage)).Status);
        var again = await visitor.Submit(await visitor.Open(link), "reset", ("Input.Password", "another one altogether"));
        Assert.Contains("The link is used or too old", again.Text, StringComparison.Ordinal);
        await visitor.SignIn("reset@quill.example", "tea at half past four");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task Mails_WithNamesThatWouldBreakOut_KeepThemAsText()
    {
        var visitor = host.Visitor();
        await visitor.Submit(await visitor.Open("/account/register"), "register",
            ("Input.Name", "<script>alert(1)</script>"), ("Input.Organisation", "=HYPERLINK(1)"), ("Input.Email", "script@quill.example"), ("Input.Password", "a long walk home"));
        var mail = Assert.Single(host.MailsTo("script@quill.example"));
        var html = mail[mail.IndexOf("text/html", StringComparison.Ordinal)..];

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    private async Task<string> Text(string path, string form, string email)
    {
        var visitor = host.Visitor();
        return (await visitor.Submit(await visitor.Open(path), form, ("Input.Email", email))).Text;
    }

    private async Task<string> Registered(string email)
    {
        var visitor = host.Visitor();
        return (await visitor.Submit(await visitor.Open("/account/register"), "register",
            ("Input.Name", "Again"), ("Input.Organisation", "Again"), ("Input.Email", email), ("Input.Password", "a long walk home"))).Text;
    }

    internal static Uri LinkIn(string mail) => new(Links().Match(mail).Value);

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Links();
}
