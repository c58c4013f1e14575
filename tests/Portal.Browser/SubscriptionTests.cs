using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>A newcomer's plan, from the code he heard of to the cancelled cancel.</summary>
[Collection(PortalInABrowser.Name)]
public sealed class SubscriptionTests(BrowserFixture fixture)
{
    [Fact]
    public Task Newcomer_SubscribesWithACode_UpgradesCancelsAndStays() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Osprey.ToString());
        await page.Open(PortalUrls.Plan);

        await Quote(page, "Starter");
        await page.GetByLabel("Coupon code").FillAsync("NEW50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await DueNow(page, "$10.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to pay $10.00" }).ClickAsync();
        await page.EnterCard(Checkout.GoodCard);
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe for $10.00" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Starter is your plan." }).WaitForAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("You paid $10.00");

        await page.Open(PortalUrls.Plan);
        await Standing(page, "Starter, renews on");
        await Quote(page, "Pro");
        await DueNow(page, "$50.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upgrade and pay $50.00" }).ClickAsync();
        await Standing(page, "Pro, renews on");

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change to Top-up Only on" }).ClickAsync();
        var scheduled = page.GetByText("Scheduled: Top-up Only from");
        await scheduled.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(scheduled).ToHaveCountAsync(0);
        await Standing(page, "Pro, renews on");
    }, DemoPeople.Owner);

    private static Task Quote(IPage page, string plan) => page.GetByRole(AriaRole.Button, new() { Name = $"Quote {plan}" }).ClickAsync();

    private static Task DueNow(IPage page, string amount) =>
        Assertions.Expect(page.Locator(".review .strong").Filter(new() { HasText = "Due now" })).ToContainTextAsync(amount);

    private static Task Standing(IPage page, string words) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);
}
