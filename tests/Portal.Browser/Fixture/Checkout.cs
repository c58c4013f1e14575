using BillingPortal.Portal;
using Microsoft.Playwright;

namespace Portal.Browser.Fixture;

/// <summary>Paying, as a customer does it: the portal's page, then the payment provider's.</summary>
public static class Checkout
{
    public const string GoodCard = "4242 4242 4242 4242";
    public const string DeclinedCard = "4000 0000 0000 0002";

    /// <summary>From the top-up page to the provider's payment page.</summary>
    public static async Task GoToPaymentFor(this IPage page, string dollars)
    {
        await page.Open(PortalUrls.TopUp);
        await page.GetByLabel("Or an amount").FillAsync(dollars);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to payment" }).ClickAsync();
        await page.GetByLabel("Card number").WaitForAsync();
    }

    public static async Task PayWith(this IPage page, string card)
    {
        await page.EnterCard(card);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay $" }).ClickAsync();
    }

    /// <summary>Fills in whatever the payment page asks of a card.</summary>
    public static async Task EnterCard(this IPage page, string card)
    {
        await page.GetByLabel("Card number").FillAsync(card);
        await page.GetByLabel("Expiry (MM / YY)").FillAsync("12 / 39");
        await page.GetByLabel("Security code (CVC)").FillAsync("123");
        await page.GetByLabel("Name on the card").FillAsync("Mara Halden");
    }

    /// <summary>Chooses the debit of a US bank account instead of the card, and orders it.</summary>
    /// <param name="account">One of the provider's test accounts.</param>
    public static async Task PayFromBank(this IPage page, string account)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "US bank account" }).ClickAsync();
        await page.GetByLabel("E-mail for the bank's answer").FillAsync("mara@halden.example");
        await page.GetByLabel("Name of the account's owner").FillAsync("Mara Halden");
        await page.GetByLabel("Routing number").FillAsync("110000000");
        await page.GetByLabel("Account number").FillAsync(account);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay $" }).ClickAsync();
    }

    /// <summary>Adds a card on the provider's page and comes back to the list of cards.</summary>
    public static async Task SaveCard(this IPage page, string card, bool asDefault = false)
    {
        await page.Open(PortalUrls.PaymentMethods);
        if (asDefault) await page.Locator("#as-default").CheckAsync();
        await page.Locator("#add-card").ClickAsync();
        await page.EnterCard(card);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Payment methods" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = card[^4..] }).First).ToBeVisibleAsync();
    }

    public static Task PaidIsSaid(this IPage page) => page.GetByRole(AriaRole.Heading, new() { Name = "Paid." }).WaitForAsync();
}
