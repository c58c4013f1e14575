using Billing.Service.Access;
using Billing.Service.Ports;
using Billing.Units;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Pages.Keys;
using BillingPortal.Portal.Session;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Parts;

namespace Portal.Tests.Account;

/// <summary>The keys page as a member uses it, on the real store.</summary>
public sealed class KeysPageTests : PartsContext, IClassFixture<AccountHost>
{
    private readonly AccountHost _host;

    public KeysPageTests(AccountHost host)
    {
        _host = host;
        Services.AddSingleton(host.Services.GetRequiredService<IApiKeys>());
        Services.AddSingleton(host.Services.GetRequiredService<BillingClock>());
    }

    private IApiKeys Keys => _host.Services.GetRequiredService<IApiKeys>();

    [Fact]
    public async Task Create_ByTheOwner_ShowsTheSecretOnceAndNeverAgain()
    {
        var (page, member) = await Open("create@quill.example");
        Assert.Contains("No key yet", page.Markup, StringComparison.Ordinal);

        page.Find("#new-key").Click();
        page.Find("input").Input("prod-backend");
        page.Find("form").Submit();

        var secret = page.WaitForElement("#secret").TextContent;
        Assert.Equal(member.Organisation!.Account, (await Keys.Find(secret, default))!.Account);
        Assert.Contains("Shown once", page.Markup, StringComparison.Ordinal);
        Assert.Equal(secret, page.Find("[data-copy]").GetAttribute("data-copy"));

        page.FindAll("button").Single(b => b.TextContent == "I have kept it").Click();
        Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);
        Assert.Contains(secret[..12], page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithoutAName_SaysWhatIsMissing()
    {
        var (page, _) = await Open("nameless@quill.example");
        page.Find("#new-key").Click();
        page.Find("form").Submit();

        Assert.Contains("1 to 60 characters", page.WaitForElement(".error").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Revoke_WithTheNameTyped_EndsTheKeyAtOnce()
    {
        var (_, member) = await Open("revoke@quill.example");
        var created = (await Keys.Create(member.Actor, member.Organisation!.Account, new NewApiKey(new ApiKeyId(Guid.CreateVersion7()), "batch-jobs"), default)).Value;
        Assert.NotNull(await Keys.Find(created.Secret, default));
        var page = Show(member);

        page.Find("button.link-btn").Click();
        page.Find("input").Input("batch");
        page.Find("form").Submit();
        Assert.Contains("batch-jobs, exactly", page.WaitForElement(".error").TextContent, StringComparison.Ordinal);
        Assert.NotNull(await Keys.Find(created.Secret, default));

        page.Find("input").Input("batch-jobs");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("revoked", page.Find("td.amount").TextContent, StringComparison.Ordinal));
        Assert.Null(await Keys.Find(created.Secret, default));
        Assert.Empty(page.FindAll("button.link-btn"));
    }

    [Theory]
    [InlineData(Role.Owner, true)]
    [InlineData(Role.Developer, true)]
    [InlineData(Role.Billing, false)]
    [InlineData(Role.Viewer, false)]
    public async Task Page_ByRole_OffersWhatTheRoleMay(Role role, bool manages)
    {
        var account = DemoPeople.Account;
        await Keys.Create(new Actor.Portal("test"), account, new NewApiKey(new ApiKeyId(Guid.CreateVersion7()), $"for {role}"), default);
        var signIn = DemoPeople.SignIns.Single(s => s.Role.Equals(role.ToString(), StringComparison.OrdinalIgnoreCase));
        var user = await _host.WithUsers(async users => (await users.FindByEmailAsync(signIn.Email))!);
        var page = Show(new Member(user.Id, user.DisplayName, user.Email!, false, default, [], new Organisation(account, "Halden Robotics", role)));

        Assert.Equal(manages, page.FindAll("#new-key").Count == 1);
        Assert.Equal(manages, page.FindAll("button.link-btn").Count > 0);
        Assert.Contains($"for {role}", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WhoseReaderLostTheRole_IsRefusedByTheFlow()
    {
        var user = await _host.WithUsers(async users => (await users.FindByEmailAsync(DemoPeople.SignIns[3].Email))!);
        // Drawn for a developer; the store says viewer.
        var page = Show(new Member(user.Id, user.DisplayName, user.Email!, false, default, [], new Organisation(DemoPeople.Account, "Halden Robotics", Role.Developer)));

        page.Find("#new-key").Click();
        page.Find("input").Input("sneaky");
        page.Find("form").Submit();

        Assert.Contains("does not allow this", page.WaitForElement(".error").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain((await Keys.List(new Actor.Portal("test"), DemoPeople.Account, default)).Value, key => key.Name == "sneaky");
    }

    [Fact]
    public async Task Page_WithANameThatLooksLikeMarkup_ShowsItAsText()
    {
        var (_, member) = await Open("markup@quill.example");
        await Keys.Create(member.Actor, member.Organisation!.Account, new NewApiKey(new ApiKeyId(Guid.CreateVersion7()), "<script>alert(1)</script>"), default);

        Assert.Equal("<script>alert(1)</script>", Show(member).Find("td.lead").TextContent);
    }

    private async Task<(IRenderedComponent<KeysPage> Page, Member Member)> Open(string email)
    {
        var user = await _host.NewPerson(email);
        var organisations = await _host.OrganisationsOf(email);
        var member = new Member(user.Id, user.DisplayName, email, false, default, organisations, organisations[0]);
        return (Show(member), member);
    }

    private IRenderedComponent<KeysPage> Show(Member member)
    {
        var page = Render<KeysPage>(parameters => parameters.AddCascadingValue(member));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }
}
