using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>Codes that newcomers bring along: one that gives credit, and one that halves a plan's first payment.</summary>
[Collection(PortalWhoseTimePasses.Name)]
public sealed class CouponTests(BrowserFixture fixture)
{
    [Fact]
    public Task Code_ThatGivesCredit_IsInBalanceAndHistoryAndRefusedTheSecondTime() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Petrel.ToString());
        await page.Open(PortalUrls.Coupons);
        await Enter(page, "gpu-welcome");
        await Assertions.Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("500");
        var history = page.GetByRole(AriaRole.Table, new() { Name = "Codes you have used" });
        await Assertions.Expect(history.GetByRole(AriaRole.Row).Filter(new() { HasText = "GPU-WELCOME" })).ToContainTextAsync("500.00 credits added");

        await Enter(page, "GPU-WELCOME");
        await Assertions.Expect(page.GetByText("The code was used here before.")).ToBeVisibleAsync();
        await Assertions.Expect(history.Locator("tbody").GetByRole(AriaRole.Row)).ToHaveCountAsync(1);
        var rows = await page.LedgerRows(10);
        var granted = Assert.Single(rows, row => row.Any(cell => cell.Contains("coupon", StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("500.00000000", granted[^1], StringComparison.Ordinal);
    }, DemoPeople.Owner);

    [Fact]
    public Task Code_WithACardOnFile_HalvesTheFirstPaymentWithoutAPaymentPage() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Osprey.ToString());
        await page.SaveCard(Checkout.GoodCard);
        await page.Open(PortalUrls.Plan);
        await page.GetByRole(AriaRole.Button, new() { Name = "Quote Starter" }).ClickAsync();
        var due = page.Locator(".review .strong").Filter(new() { HasText = "Due now" });
        await Assertions.Expect(due).ToContainTextAsync("$20.00");
        await page.GetByLabel("Coupon code").FillAsync("NEW50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(due).ToContainTextAsync("$10.00");
        await page.EvaluateAsync("() => window.sameDocument = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upgrade and pay $10.00" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Starter, renews on");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("for $20.00");
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"), "Somebody whose card is known was sent to a payment page.");
        await page.Open(PortalUrls.Coupons);
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "NEW50" })).ToContainTextAsync("used");
        Assert.Equal(("subscription_create", 1000), await new Sandbox(fixture.Portal.Sandbox).NewestInvoice());
    }, DemoPeople.Owner);

    private static async Task Enter(IPage page, string code)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
    }
}
