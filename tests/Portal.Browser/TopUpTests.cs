using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

[Collection(PortalInABrowser.Name)]
public sealed class TopUpTests(BrowserFixture fixture)
{
    [Fact]
    public Task TopUp_Of100_RaisesTheHeaderBy110WithoutAReload() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.Overview);
        var before = await page.HeaderBalance();
        await page.EvaluateAsync("() => window.sameDocument = true");

        var payer = await page.Context.NewPageAsync();
        await payer.GoToPaymentFor("100");
        await payer.PayWith(Checkout.GoodCard);
        await payer.PaidIsSaid();

        await page.HeaderShows(before + Dollars(110));
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        await payer.HeaderShows(before + Dollars(110));

        var rows = await payer.LedgerRows(2);
        var bonus = string.Join(' ', rows[0]);
        var paid = string.Join(' ', rows[1]);
        Assert.Contains("bonus", bonus, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("$10.00000000", bonus, StringComparison.Ordinal);
        Assert.Contains(Wallet.Exact(before + Dollars(110)), rows[0][^1], StringComparison.Ordinal);
        Assert.Contains("topup", paid, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("$100.00000000", paid, StringComparison.Ordinal);
        Assert.Contains(Wallet.Exact(before + Dollars(100)), rows[1][^1], StringComparison.Ordinal);
    }, DemoPeople.Owner);

    [Theory]
    [InlineData("10", 10)]
    [InlineData("1000", 1_250)]
    [InlineData("5000", 7_000)]
    public Task TopUp_OfATier_GivesItsBonus(string pay, long gets) => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.Overview);
        var before = await page.HeaderBalance();
        await page.GoToPaymentFor(pay);
        await page.PayWith(Checkout.GoodCard);
        await page.PaidIsSaid();
        await page.HeaderShows(before + Dollars(gets));
    }, DemoPeople.Owner);

    [Fact]
    public Task TopUp_WithADeclinedCard_SaysSoAndBooksNothing() => fixture.Visit(async page =>
    {
        var before = await page.LedgerRows(1);
        var balance = await page.HeaderBalance();
        await page.GoToPaymentFor("100");
        await page.PayWith(Checkout.DeclinedCard);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("declined");

        Assert.Equal(before, await page.LedgerRows(1));
        Assert.Equal(balance, await page.HeaderBalance());
    }, DemoPeople.Owner);

    [Fact]
    public Task Webhook_DeliveredTenTimesBesideTheRedirect_ChangesNothing() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.Overview);
        var expected = await page.HeaderBalance() + Dollars(110);
        await page.GoToPaymentFor("100");
        var sandbox = new Sandbox(new Uri(page.Url));
        await page.RouteAsync($"**/{PortalUrls.TopUp}/return**", async route =>
        {
            await sandbox.DeliverLastEventAgain(times: 10);
            await route.ContinueAsync();
        });
        await page.PayWith(Checkout.GoodCard);
        await page.PaidIsSaid();
        await sandbox.DeliverLastEventAgain(times: 10);
        await sandbox.EverythingIsDelivered();

        await page.HeaderShows(expected);
        var rows = await page.LedgerRows(3);
        Assert.Contains(Wallet.Exact(expected), rows[0][^1], StringComparison.Ordinal);
        Assert.Contains(Wallet.Exact(expected - Dollars(110)), rows[2][^1], StringComparison.Ordinal);
    }, DemoPeople.Owner);

    private static Amount Dollars(long dollars) => Amount.Whole(dollars, Asset.Usd);
}
