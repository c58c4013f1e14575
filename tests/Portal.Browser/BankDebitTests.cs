using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>A top-up that the payer's bank answers days later: said at once, counted when the money has come, and never before.</summary>
[Collection(PortalWhoseTimePasses.Name)]
public sealed class BankDebitTests(BrowserFixture fixture)
{
    private const string AccountThatPays = "000123456789";
    private const string AccountWithoutFunds = "000222222227";
    private const int LongerThanTheBankTakes = 5;

    private static readonly Amount Paid = Amount.Whole(100, Asset.Usd);
    private static readonly Amount Bonus = Amount.Whole(10, Asset.Usd);

    [Fact]
    public Task TopUp_ByBankDebit_IsPendingForDaysAndThenInTheBalance() => fixture.Visit(async page =>
    {
        var before = await page.LedgerRows(1);
        var balance = await page.HeaderBalance();
        await page.GoToPaymentFor("100");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Ways to pay" }).Locator("[aria-current='true']")).ToHaveTextAsync("Card");
        await page.PayFromBank(AccountThatPays);
        await page.GetByRole(AriaRole.Heading, new() { Name = "On its way" }).WaitForAsync();
        await Says(page.GetByRole(AriaRole.Main), "$110.00 will be added when $100.00 has arrived");

        Assert.Equal(before, await page.LedgerRows(1));
        Assert.Equal(balance, await page.HeaderBalance());
        await page.Open(PortalUrls.TopUp);
        await Says(Panel(page, "Not settled yet"), "Bank debit, $110.00 to come");

        await page.LetDaysPass(LongerThanTheBankTakes);
        await page.Open(PortalUrls.Overview);
        await page.HeaderShows(balance + Paid + Bonus);
        var rows = await page.LedgerRows(2);
        Assert.True(Says(rows[0], "bonus") && Says(rows[0], Wallet.Exact(Bonus)), string.Join(' ', rows[0]));
        Assert.True(Says(rows[1], "topup") && Says(rows[1], Wallet.Exact(Paid)), string.Join(' ', rows[1]));
        await page.Open(PortalUrls.TopUp);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("to come", new() { UseInnerText = true });
    }, DemoPeople.Owner);

    [Fact]
    public Task BankDebit_RefusedDaysLater_IsSaidAndNeverCounted() => fixture.Visit(async page =>
    {
        await page.GoToPaymentFor("40");
        await page.PayFromBank(AccountWithoutFunds);
        await page.GetByRole(AriaRole.Heading, new() { Name = "On its way" }).WaitForAsync();
        var wayBack = page.Url;

        await page.LetDaysPass(LongerThanTheBankTakes);
        await page.Open(PortalUrls.TopUp);
        await Says(Panel(page, "Refused lately"), "Bank debit, refused by the bank, $40.00 not added");
        await page.Open(wayBack);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your bank did not carry out the payment." }).WaitForAsync();
        Assert.DoesNotContain(await page.LedgerRows(20), row => Says(row, "$40.00000000"));
    }, DemoPeople.Owner);

    private static ILocator Panel(IPage page, string title) => page.GetByRole(AriaRole.Region, new() { Name = title });

    /// <summary>What is read on screen: the exact amounts behind the rounded ones are left out.</summary>
    private static Task Says(ILocator place, string words) => Assertions.Expect(place).ToContainTextAsync(words, new() { UseInnerText = true });

    private static bool Says(IReadOnlyList<string> row, string words) => row.Any(cell => cell.Contains(words, StringComparison.OrdinalIgnoreCase));
}
