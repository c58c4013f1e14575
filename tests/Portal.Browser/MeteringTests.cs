using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

[Collection(PortalInABrowser.Name)]
public sealed class MeteringTests(BrowserFixture fixture)
{
    [Fact]
    public Task Usage_ReportedWithANewKey_IsSeenAtOnceAndChargedOnce() => fixture.Visit(async page =>
    {
        await page.Open(PortalUrls.ApiKeys);
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("browser-test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the key" }).ClickAsync();
        var secret = await page.Locator("#secret").TextContentAsync();
        var before = await page.HeaderBalance();

        // 200,000 input tokens of this model at $5 for a million.
        var now = await page.PortalsNow();
        await Report(secret!, now);
        await page.HeaderShows(before - Amount.Whole(1, Asset.Usd));
        await Report(secret!, now);

        await page.Open(PortalUrls.Requests);
        var newest = page.GetByRole(AriaRole.Table, new() { Name = "Requests" }).Locator("tbody").GetByRole(AriaRole.Row).First;
        await Assertions.Expect(newest).ToContainTextAsync("claude-opus-4.6");
        await Assertions.Expect(newest).ToContainTextAsync("200,000");
        await page.HeaderShows(before - Amount.Whole(1, Asset.Usd));
    }, DemoPeople.Owner);

    private async Task Report(string secret, Instant time)
    {
        using var http = new HttpClient { BaseAddress = fixture.Portal.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await http.PostAsJsonAsync("/v1/usage", new
        {
            specversion = "1.0", id = "opus-1", source = "browser-test", type = "chat", time = time.ToString(),
            data = new { model = "claude-opus-4.6", input_tokens = 200_000 },
        });
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
