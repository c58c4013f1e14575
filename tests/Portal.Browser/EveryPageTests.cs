using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>What holds for every page: no complaint of the browser, nothing for axe, no scrolling sideways, and the keyboard suffices.</summary>
[Collection(PortalInABrowser.Name)]
public sealed class EveryPageTests(BrowserFixture fixture)
{
    private static readonly string[] Visitors =
    [
        PortalUrls.SignIn, PortalUrls.Register, PortalUrls.ForgotPassword, PortalUrls.ResendConfirmation, PortalUrls.CheckMail,
    ];

    private static readonly string[] Owners =
    [
        PortalUrls.Overview, PortalUrls.Requests, $"{PortalUrls.Requests}/1", PortalUrls.Transactions, $"{PortalUrls.Transactions}?each=1", PortalUrls.TopUp,
        PortalUrls.PaymentMethods, PortalUrls.ApiKeys, PortalUrls.Account,
    ];

    /// <summary>The same pages say other things on other price books, and some books have pages of their own.</summary>
    private static readonly (AccountId Organisation, string Path)[] OfOtherBooks =
    [
        (DemoOrganisations.Kestrel, PortalUrls.Overview), (DemoOrganisations.Kestrel, PortalUrls.Plan), (DemoOrganisations.Kestrel, PortalUrls.Requests),
        (DemoOrganisations.Lumen, PortalUrls.Overview), (DemoOrganisations.Lumen, PortalUrls.Resources), (DemoOrganisations.Lumen, PortalUrls.Coupons),
        (DemoOrganisations.Lumen, PortalUrls.AutoRefill), (DemoOrganisations.Lumen, PortalUrls.PaymentMethods), (DemoOrganisations.Petrel, PortalUrls.AutoRefill),
        (DemoOrganisations.Marlow, PortalUrls.Overview), (DemoOrganisations.Marlow, PortalUrls.Plan), (DemoOrganisations.Marlow, PortalUrls.TopUp),
        (DemoOrganisations.Nordwind, PortalUrls.Overview), (DemoOrganisations.Nordwind, PortalUrls.Plan), (DemoOrganisations.Nordwind, PortalUrls.Resources),
        (DemoOrganisations.Nordwind, PortalUrls.Invoices), (DemoOrganisations.Nordwind, PortalUrls.Invoice(1)), (DemoOrganisations.Nordwind, PortalUrls.Transactions),
        (DemoOrganisations.Nordwind, PortalUrls.PaymentMethods), (DemoOrganisations.Osprey, PortalUrls.Overview), (DemoOrganisations.Osprey, PortalUrls.Plan),
    ];

    private static readonly string[] Operators = [PortalUrls.Admin, PortalUrls.AdminWebhooks, PortalUrls.Customer(DemoPeople.Account)];

    public static TheoryData<string, string, Look> Pages
    {
        get
        {
            var data = new TheoryData<string, string, Look>();
            foreach (var look in Enum.GetValues<Look>())
            {
                foreach (var page in Visitors) data.Add("visitor", page, look);
                foreach (var page in Owners) data.Add(DemoPeople.Owner.Role, page, look);
                foreach (var page in Operators) data.Add(DemoPeople.Operator.Role, page, look);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public Task Page_InEveryLook_PleasesEverybody(string role, string path, Look look) => fixture.Visit(async page =>
    {
        await page.OpenAny(path);
        await PleasesEverybody(page, look);
    }, DemoPeople.SignIns.FirstOrDefault(s => s.Role == role), look);

    public static TheoryData<string, string, Look> PagesOfOtherBooks
    {
        get
        {
            var data = new TheoryData<string, string, Look>();
            foreach (var look in Enum.GetValues<Look>())
                foreach (var (organisation, path) in OfOtherBooks) data.Add(organisation.ToString(), path, look);
            return data;
        }
    }

    [Theory, MemberData(nameof(PagesOfOtherBooks))]
    public Task Page_OfAnotherBook_PleasesEverybody(string organisation, string path, Look look) => fixture.Visit(async page =>
    {
        await page.Choose(organisation);
        await page.Open(path);
        await PleasesEverybody(page, look);
    }, DemoPeople.Owner, look);

    /// <summary>This page wants a sign-in of the last minutes, so the visit begins with one.</summary>
    [Theory, InlineData(Look.Light), InlineData(Look.Dark), InlineData(Look.Phone)]
    public Task TwoFactorPage_InEveryLook_PleasesEverybody(Look look) => fixture.Visit(async page =>
    {
        await page.SignInAs(DemoPeople.SignIns.First(s => s.Role == "developer"));
        await page.OpenStatic(PortalUrls.TwoFactor);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Two-factor sign-in" }).WaitForAsync();
        await PleasesEverybody(page, look);
    }, look: look);

    [Fact]
    public Task PaymentPage_OfTheSandbox_PleasesEverybody() => fixture.Visit(async page =>
    {
        await page.GoToPaymentFor("25");
        await PleasesEverybody(page, Look.Phone);
    }, DemoPeople.Owner, Look.Phone);

    [Fact]
    public Task Navigation_EveryEntry_LeadsToAPage() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.Overview);
        var links = page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link);
        var targets = await links.EvaluateAllAsync<string[]>("all => all.map(a => a.href)");
        Assert.NotEmpty(targets);
        foreach (var target in targets.Distinct())
        {
            var answer = await page.APIRequest.GetAsync(target, new() { MaxRedirects = 0 });
            Assert.True(answer.Ok, $"{target}: {answer.Status}");
        }
    }, DemoPeople.Owner);

    [Fact]
    public Task SignInPage_OpenedBySomebodySignedIn_LeadsHome() => fixture.Visit(async page =>
    {
        await page.GotoAsync(PortalUrls.SignIn);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
    }, DemoPeople.Owner);

    private static async Task PleasesEverybody(IPage page, Look look)
    {
        // The keyboard does not see colours.
        if (look != Look.Dark) await page.CanBeWalkedByKeyboard();
        await page.FitsItsWidth();
        await page.AxeFindsNothing();
    }
}
