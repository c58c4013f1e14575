using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>A key's life in the browser: made, shown once, copied, revoked by typing its name.</summary>
[Collection(PortalInABrowser.Name)]
public sealed class KeysTests(BrowserFixture fixture)
{
    [Theory, InlineData(Look.Light), InlineData(Look.Dark), InlineData(Look.Phone)]
    public Task Key_MadeAndRevoked_IsShownOnceAndPleasesEverybody(Look look) => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.ApiKeys);
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name")).ToBeFocusedAsync();
        await page.AxeFindsNothing();
        await page.GetByLabel("Name").FillAsync($"night-run {look}");
        await page.Keyboard.PressAsync("Enter");

        var secret = await page.Locator("#secret").TextContentAsync();
        Assert.Matches("^bp_live_[0-9a-f]{64}$", secret);
        await page.AxeFindsNothing();
        await page.FitsItsWidth();
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#secret")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = $"Revoke night-run {look}" }).ClickAsync();
        await page.GetByLabel("Type its name").FillAsync($"night-run {look}");
        await page.AxeFindsNothing();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the key" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"night-run {look} is revoked")).ToBeVisibleAsync();
        await page.FitsItsWidth();
    }, DemoPeople.Owner, look);
}
