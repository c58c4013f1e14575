using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Pages.Resources;
using BillingPortal.Portal.Session;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Account;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

/// <summary>Deployments as a member sees and runs them, on the real ledger.</summary>
public sealed class ResourcesTests : PartsContext, IClassFixture<AccountHost>
{
    private readonly Writer _writer;
    private readonly AccountId _account = new(Guid.CreateVersion7());

    public ResourcesTests(AccountHost host)
    {
        _writer = host.Services.GetRequiredService<Writer>();
        Services.AddSingleton(host.Services.GetRequiredService<ResourcesRead>());
        Services.AddSingleton(_writer.Feed);
        Services.AddSingleton(host.Services.GetRequiredService<Billing.Service.Ports.BillingClock>());
    }

    [Fact]
    public void Create_BeforeItStarts_ShowsWhatAnHourAndAMonthCost()
    {
        var page = Show("200");
        Assert.Contains("No deployment yet", page.Markup, StringComparison.Ordinal);
        OpenForm(page);
        page.Find("input[type=number]").Input("2");
        Assert.StartsWith("120 cr an hour,", page.Find("#cost").TextContent.Trim(), StringComparison.Ordinal);
        page.Find("select").Change("gpu-m");
        Assert.Contains("360 cr an hour", page.Find("#cost").TextContent, StringComparison.Ordinal);
        Assert.Contains("wait for a top-up", page.Find("#cost").TextContent, StringComparison.Ordinal);
        page.Find("select").Change("gpu-s");
        page.Find("input[type=number]").Input("1");
        page.Find("input[autocomplete=off]").Input("llama");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("running", page.Find(".chip").TextContent));
        Assert.Contains("1 of 1 run, 60 cr an hour together,", page.Markup, StringComparison.Ordinal);
        Assert.Equal(140, _writer.Find(_account)!.Balance / Asset.UnitsPerWhole);
    }

    [Fact]
    public void Create_WithATakenName_SaysSoAtTheField()
    {
        Create("llama", "200");
        var page = Show();
        OpenForm(page);
        page.Find("input[autocomplete=off]").Input("llama");
        page.Find("form").Submit();

        Assert.Contains("the name of another one", page.WaitForElement(".error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_InAPaidHour_AsksFirstAndSaysWhatIsLost()
    {
        Create("llama", "200");
        var page = Show();
        page.Find("button[aria-label='Stop llama']").Click();
        Assert.Contains("is not paid back", page.Markup, StringComparison.Ordinal);
        Assert.Equal("running", page.Find(".chip").TextContent);
        page.Find("#end-resource").Click();

        page.WaitForAssertion(() => Assert.Equal("stopped", page.Find(".chip").TextContent));
        Assert.Equal(["Start llama", "Delete llama"], page.FindAll("td .link-btn").Select(button => button.GetAttribute("aria-label")));
    }

    [Fact]
    public void List_OutOfCredits_SaysWhatToDo()
    {
        Create("llama", "10");
        var page = Show();

        Assert.Equal("out of credits", page.Find(".chip").TextContent);
        Assert.Equal(("Top up to resume", "billing/top-up"), (page.Find("a.why").TextContent, page.Find("a.why").GetAttribute("href")));
        Assert.Contains("None runs, so none is charged,", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ForAViewer_OffersNothing()
    {
        Create("llama", "200");
        var page = Show(role: Role.Viewer);

        Assert.Equal("running", page.Find(".chip").TextContent);
        Assert.Empty(page.FindAll("#new-resource, td .link-btn"));
    }

    [Fact]
    public void History_OfOne_TellsWhoAndWhy()
    {
        var id = Create("llama", "10");
        Flows(Role.Owner);
        var page = Render<ResourcePage>(parameters => parameters.AddCascadingValue(MemberAs(Role.Viewer)).Add(p => p.Id, id.ToString()));

        page.WaitForAssertion(() => Assert.Equal(["Paused: out of credits", "Started"], page.FindAll("td.lead").Select(cell => cell.TextContent)));
        Assert.Contains("No such resource", Render<ResourcePage>(parameters => parameters.AddCascadingValue(MemberAs(Role.Owner)).Add(p => p.Id, "res_1")).Markup, StringComparison.Ordinal);
    }

    private ResourceId Create(string name, string credits)
    {
        Fund(credits);
        var id = new ResourceId(Guid.CreateVersion7());
        var created = new CreateResource(_writer, new Members(Role.Owner)).Run(MemberAs(Role.Owner).Actor, new(_account, id, name, "gpu-s", 1, Start: true), CancellationToken.None);
        Assert.True(created.GetAwaiter().GetResult().IsAccepted);
        return id;
    }

    /// <summary>The page may be drawing itself again when it is clicked; the form is there a moment later.</summary>
    private static void OpenForm(IRenderedComponent<ResourcesPage> page)
    {
        page.WaitForElement("#new-resource").Click();
        page.WaitForElement("input[type=number]");
    }

    private IRenderedComponent<ResourcesPage> Show(string? credits = null, Role role = Role.Owner)
    {
        if (credits is not null) Fund(credits);
        Flows(role);
        var page = Render<ResourcesPage>(parameters => parameters.AddCascadingValue(MemberAs(role)));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }

    private void Flows(Role role)
    {
        var members = new Members(role);
        Services.AddSingleton(new CreateResource(_writer, members));
        Services.AddSingleton(new ChangeResource(_writer, members));
        SetRendererInfo(new("Server", isInteractive: true));
    }

    private void Fund(string credits) => _writer.Run(
        scope =>
        {
            var account = scope.Find(_account)?.Account ?? scope.OpenAccount(_account, "Acme", "deployments");
            var amount = Amount.Parse(credits, scope.Wallet(account).Asset);
            var grant = scope.OpenGrant(new(new(Guid.CreateVersion7()), account, GrantKind.Topup, amount.Units, scope.Now, Instant.Latest, amount, CauseKind.Command, 1));
            return scope.Post(new(account, EntryType.Topup, amount.Units, grant, CauseKind.Command, 1));
        },
        CancellationToken.None).GetAwaiter().GetResult();

    private Member MemberAs(Role role) =>
        new(Guid.CreateVersion7(), "Ada", "ada@acme.example", false, default, [], new Organisation(_account, "Acme", role));

    /// <summary>Everybody has one role everywhere.</summary>
    private sealed class Members(Role role) : IMemberships
    {
        public Task<Role?> RoleOf(Guid userId, AccountId account, CancellationToken cancel) => Task.FromResult<Role?>(role);

        public Task<bool> IsOperator(Guid userId, CancellationToken cancel) => Task.FromResult(false);

        public Task<IReadOnlyList<Organisation>> OrganisationsOf(Guid userId, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);

        public Task<Organisation?> OrganisationOf(AccountId account, CancellationToken cancel) => Task.FromResult<Organisation?>(null);

        public Task<IReadOnlyList<string>> BillingMails(AccountId account, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task<IReadOnlyList<Organisation>> Search(string text, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);
    }
}
