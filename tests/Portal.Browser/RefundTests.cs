using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

[Collection(PortalInABrowser.Name)]
public sealed class RefundTests(BrowserFixture fixture)
{
    private const string Note = "Bought twice by accident: this one goes back to your card.";

    [Fact]
    public async Task Purchase_RefundedByAnOperator_IsReadByTheCustomerWithItsBonus()
    {
        var before = default(Amount);
        await fixture.Visit(async page =>
        {
            await page.Open(PortalUrls.Overview);
            before = await page.HeaderBalance();
            await page.GoToPaymentFor("100");
            await page.PayWith(Checkout.GoodCard);
            await page.PaidIsSaid();
            await page.HeaderShows(before + Amount.Whole(110, Asset.Usd));
        }, DemoPeople.Owner);

        await fixture.Visit(async page =>
        {
            await page.Open(PortalUrls.Customer(DemoPeople.Account));
            await page.GetByRole(AriaRole.Button, new() { Name = "Refund $100.00" }).First.ClickAsync();
            await page.GetByLabel("Reason").SelectOptionAsync("double_topup");
            await page.GetByLabel("Note").FillAsync(Note);
            await page.GetByRole(AriaRole.Button, new() { Name = "Refund $100.00", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Table, new() { Name = "Refunds, newest first" }).GetByText("sent").First.WaitForAsync();
        }, DemoPeople.Operator);

        await fixture.Visit(async page =>
        {
            var rows = await page.LedgerRows(2);
            await page.HeaderShows(before);
            Assert.Contains(rows, row => string.Join(' ', row).Contains("Refund of $100.00 to Visa 4242, requested by support", StringComparison.Ordinal));
            Assert.Contains(rows, row => string.Join(' ', row).Contains("Bonus of a refunded top-up", StringComparison.Ordinal));
            await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Ledger entries" }).GetByText(Note).First).ToBeVisibleAsync();
        }, DemoPeople.Owner);
    }
}
