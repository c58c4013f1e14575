using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>What is special about each organisation of the demo, found by its owner.</summary>
[Collection(PortalInABrowser.Name)]
public sealed class FiveBooksTests(BrowserFixture fixture)
{
    [Fact]
    public Task Credits_BySubscription_ShowWhatRolledOver() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Kestrel.ToString());
        await page.Open(PortalUrls.Overview);
        var grants = page.GetByRole(AriaRole.List, new() { Name = "Grants in the order they are used" });
        await Assertions.Expect(grants.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("rolled over");
        await page.Open(PortalUrls.Plan);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Grow, renews on");
    }, DemoPeople.Owner);

    [Fact]
    public Task TopUp_SoldInEuro_HasItsSignAtTheField() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Kestrel.ToString());
        await page.Open(PortalUrls.TopUp);
        await Assertions.Expect(page.Locator(".typed .affix")).ToHaveTextAsync("€");
    }, DemoPeople.Owner);

    [Fact]
    public Task Deployment_OutOfCredits_RunsAgainWithTheTopUp() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Lumen.ToString());
        await page.Open(PortalUrls.Resources);
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "llama-70b" });
        await Assertions.Expect(row).ToContainTextAsync("out of credits");

        await page.GoToPaymentFor("10");
        await page.PayWith(Checkout.GoodCard);
        await page.PaidIsSaid();

        await page.Open(PortalUrls.Resources);
        await Assertions.Expect(row).ToContainTextAsync("running");
    }, DemoPeople.Owner);

    [Fact]
    public Task TopUp_OfAYearAgo_IsSeenToExpire() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Marlow.ToString());
        await page.Open(PortalUrls.Overview);
        var grants = page.GetByRole(AriaRole.List, new() { Name = "Grants in the order they are used" }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(grants.Nth(0)).ToContainTextAsync("Included credits");
        await Assertions.Expect(grants.Nth(1)).ToContainTextAsync("Top-up");
        await Assertions.Expect(grants.Nth(1).Locator(".warn")).ToContainTextAsync("expires");
    }, DemoPeople.Owner);

    [Fact]
    public Task Invoice_PastDue_IsSaidOnEveryPageWithTheWayOut() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Nordwind.ToString());
        await page.Open(PortalUrls.Requests);
        await page.GetByRole(AriaRole.Link, new() { Name = "Pay now" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Invoice");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("declined");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nordwind Cloud GmbH");
    }, DemoPeople.Owner);
}
