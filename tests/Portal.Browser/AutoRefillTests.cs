using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>A newcomer who lets his credit refill itself: a card that pays, one that does not, and the way back.</summary>
[Collection(PortalInABrowser.Name)]
public sealed class AutoRefillTests(BrowserFixture fixture)
{
    private const string CardThatWillDecline = "4000 0000 0000 0341";

    [Fact]
    public Task Refill_WhenUsageCrossesTheThreshold_RunsAndSaysWhyAndSurvivesADecline() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Petrel.ToString());
        await page.SaveCard(Checkout.GoodCard);
        await page.GoToPaymentFor("10");
        await page.PayWith(Checkout.GoodCard);
        await page.PaidIsSaid();

        await page.Open(PortalUrls.AutoRefill);
        await SetRule(page, "960");
        await Assertions.Expect(page.Locator(".sentence")).ToContainTextAsync("Auto-refill is on");
        await page.EvaluateAsync("() => window.sameDocument = true");

        var other = await page.Context.NewPageAsync();
        await other.Open(PortalUrls.Resources);
        await other.GetByRole(AriaRole.Button, new() { NameRegex = new("^New ") }).ClickAsync();
        await other.GetByLabel("Name").FillAsync("vision-small");
        await other.GetByLabel("Size").SelectOptionAsync("gpu-s");
        await other.GetByRole(AriaRole.Button, new() { Name = "Create and start" }).ClickAsync();

        await HeaderSays(page, "2,940");
        await DiarySays(page, "2,000 credits added for $20.00");
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));

        await page.SaveCard(CardThatWillDecline, asDefault: true);
        await page.Open(PortalUrls.AutoRefill);
        await SetRule(page, "2900");
        await LetAnHourPass(page);
        await page.Open(PortalUrls.AutoRefill);
        await DiarySays(page, "declined");
        await HeaderSays(page, "2,880");

        await page.Open(PortalUrls.PaymentMethods);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make default: Visa 4242" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "4242" })).ToContainTextAsync("auto-refill");
        await LetAnHourPass(page);
        await page.Open(PortalUrls.AutoRefill);
        await HeaderSays(page, "4,820");
        await DiarySays(page, "The balance went from 2,820 credits to 4,820 credits");
    }, DemoPeople.Owner);

    [Fact]
    public Task NewCard_WhereTheBookChecksCards_IsHeldADollarAndLetGo() => fixture.Visit(async page =>
    {
        await page.Choose(DemoOrganisations.Nordwind.ToString());
        await page.SaveCard(Checkout.GoodCard);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("$1.00 hold placed");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("released");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("after 7 to 21 days");
    }, DemoPeople.Owner);

    private static async Task SetRule(IPage page, string threshold)
    {
        await page.GetByLabel("When below").FillAsync(threshold);
        await page.GetByLabel("Add", new() { Exact = true }).FillAsync("2000");
        await page.Locator("#review-refill").ClickAsync();
        await page.Locator("#accept-refill").ClickAsync();
        await Assertions.Expect(page.Locator("#confirm-refill")).ToHaveCountAsync(0);
    }

    private static async Task LetAnHourPass(IPage page)
    {
        await page.GetByTitle("Development: the portal's clock").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "1 hour" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "1 hour" }).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.Interactive();
    }

    private static Task HeaderSays(IPage page, string credits) => Assertions.Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync(credits);

    private static Task DiarySays(IPage page, string words) => Assertions.Expect(page.Locator(".diary")).ToContainTextAsync(words, new() { IgnoreCase = true });
}
