using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

[Collection(PortalInABrowser.Name)]
public sealed class FrameTests(BrowserFixture fixture)
{
    [Fact]
    public Task Theme_ChosenDark_StaysAfterAReload() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.Overview);
        await page.GetByLabel("Theme", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        var dark = await Ground(page);
        await page.ReloadAsync();
        await page.Interactive();
        Assert.Equal(dark, await Ground(page));

        await page.GetByLabel("Theme", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();
        Assert.NotEqual(dark, await Ground(page));
    }, DemoPeople.Owner);

    [Fact]
    public Task Menu_OnAPhone_LeadsToAnotherPage() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.Overview);
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Transactions", Level = 1 }).WaitForAsync();
    }, DemoPeople.Owner, Look.Phone);

    [Fact]
    public Task TopUp_ByTheKeyboardAlone_ReachesThePaymentPage() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.TopUp);
        await page.TabTo(page.GetByLabel("Or an amount"));
        await page.Keyboard.TypeAsync("25");
        await page.TabTo(page.GetByRole(AriaRole.Button, new() { Name = "Continue to payment, $25.00" }));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Card number").WaitForAsync();
    }, DemoPeople.Owner);

    private static Task<string> Ground(IPage page) => page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
