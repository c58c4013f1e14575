using System.Net;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

[Collection(PortalInABrowser.Name)]
public sealed class AdminTests(BrowserFixture fixture)
{
    private const string Note = "The batch job of Tuesday was counted twice; half of it is yours again.";

    public static TheoryData<string> Routes => new(PortalUrls.Admin, PortalUrls.Customer(DemoPeople.Account), $"{PortalUrls.Admin}/customers/none");

    [Fact]
    public async Task Operator_CorrectingACharge_IsReadByTheCustomer()
    {
        var before = default(Amount);
        await fixture.Visit(async page =>
        {
            await page.Open(PortalUrls.Overview);
            before = await page.HeaderBalance();
        }, DemoPeople.Owner);

        await fixture.Visit(async page =>
        {
            await page.Open(PortalUrls.Admin);
            await page.GetByLabel("Find a customer").FillAsync("Halden");
            await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = DemoPeople.Organisation }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Correct the balance" }).ClickAsync();
            await page.GetByLabel("Amount").FillAsync("12.50");
            await page.GetByLabel("Reason").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await page.GetByLabel("Note").FillAsync(Note);
            await page.GetByRole(AriaRole.Button, new() { Name = "Book +$12.50" }).ClickAsync();
            await page.GetByText("Booked.").WaitForAsync();
            await page.GetByRole(AriaRole.Table).GetByText(Note).WaitForAsync();
        }, DemoPeople.Operator);

        await fixture.Visit(async page =>
        {
            var row = (await page.LedgerRows(1))[0];
            var text = string.Join(' ', row);
            var reason = await page.GetByRole(AriaRole.Table).GetByText(Note).CountAsync();
            Assert.Equal(1, reason);
            Assert.Contains("$12.50000000", text, StringComparison.Ordinal);
            Assert.Contains(Wallet.Exact(before + new Amount(1_250_000_000, Asset.Usd)), row[^1], StringComparison.Ordinal);
        }, DemoPeople.Owner);
    }

    [Theory, MemberData(nameof(Routes))]
    public Task AdminRoute_ForACustomer_DoesNotExist(string route) => fixture.Visit(async page =>
    {
        var answer = await page.APIRequest.GetAsync($"/{route}", new() { MaxRedirects = 0 });
        Assert.Equal((int)HttpStatusCode.NotFound, answer.Status);
        // The frame names the organisation the viewer belongs to; what the page itself says comes after it.
        var text = await answer.TextAsync();
        var said = text[text.IndexOf("<main", StringComparison.Ordinal)..];
        Assert.Contains("Not here", said, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoPeople.Organisation, said, StringComparison.Ordinal);
    }, DemoPeople.SignIns.First(s => s.Role == "viewer"));

    [Theory, MemberData(nameof(Routes))]
    public Task AdminRoute_ForAVisitor_LeadsToTheSignIn(string route) => fixture.Visit(async page =>
    {
        var answer = await page.APIRequest.GetAsync($"/{route}", new() { MaxRedirects = 0 });
        Assert.Equal((int)HttpStatusCode.Redirect, answer.Status);
        Assert.Contains(PortalUrls.SignIn, answer.Headers["location"], StringComparison.Ordinal);
    });

    [Fact]
    public Task AdminRoute_ReachedInsideACustomersCircuit_IsNotThere() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.Overview);
        await page.EvaluateAsync("path => Blazor.navigateTo(path)", $"/{PortalUrls.Customer(DemoPeople.Account)}");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Not here" }).WaitForAsync();
        await Assertions.Expect(page.GetByText("Correct the balance")).ToHaveCountAsync(0);
    }, DemoPeople.Owner, expected: "404 (Not Found)");
}
