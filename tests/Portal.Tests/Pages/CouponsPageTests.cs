using Billing.Service.Access;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Pages.Coupons;
using BillingPortal.Portal.Parts;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Account;

namespace Portal.Tests.Pages;

public sealed class CouponsPageTests(AccountHost host) : PlanHost(host), IClassFixture<AccountHost>
{
    [Fact]
    public async Task Code_ThatGivesCredit_IsAddedAtOnceAndListed()
    {
        var page = await Show<CouponsPage>("deployments", card: false);
        Assert.Contains("No code yet", page.Markup, StringComparison.Ordinal);

        Enter(page, "gpu-welcome");

        page.WaitForAssertion(() => Assert.Equal(["GPU-WELCOME", "500.00 credits added"], page.FindAll("td.lead, td.left").Select(cell => cell.TextContent)));
        Assert.Equal("used", page.Find(".chip").TextContent.Trim());
        Assert.Equal("500", Balance);
        Assert.Equal("500 cr added", Assert.Single(Services.GetRequiredService<Toasts>().Shown).Title);

        Enter(page, "GPU-WELCOME");
        page.WaitForAssertion(() => Assert.Equal("The code was used here before.", page.Find(".error").TextContent));
        Assert.Equal("500", Balance);
    }

    [Fact]
    public async Task Code_ForAPlan_LeadsToThePlans()
    {
        var page = await Show<CouponsPage>("modelstack", card: false);

        Enter(page, "NEW50");

        page.WaitForAssertion(() => Assert.Equal("billing/plan", page.Find(".panel a").GetAttribute("href")));
        Assert.Equal("0", Balance);
    }

    [Fact]
    public async Task Code_ThatIsKeptOrFreeAgain_SaysTillWhenAndWhatItIsWorth()
    {
        await Show<CouponsPage>("kernstack", card: false);
        await Put((db, account) => db.AddRange(
            Held(account, "GONE", until: Instant.At(2020, 1, 1), cents: 500),
            Held(account, "KEPT", until: Instant.At(2099, 11, 22, 7, 59, 34), cents: 123_456_700)));

        var rows = Another<CouponsPage>().FindAll("tbody tr");

        Assert.Contains("Kept for an offer until 07:59 UTC on 22 November", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("€1,234,567.00 off a payment", rows[0].QuerySelector("td.left")!.TextContent);
        Assert.Equal("free again", rows[1].QuerySelector(".chip")!.TextContent.Trim());
        Assert.Contains("can be used again", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForAViewer_ListsAndOffersNothing()
    {
        var page = await Show<CouponsPage>("deployments", Role.Viewer, card: false);

        Assert.Empty(page.FindAll("form"));
        Assert.Contains("Owners and billing can enter one.", page.Markup, StringComparison.Ordinal);
    }

    private static RedemptionRow Held(int account, string code, Instant until, long cents) =>
        new() { Account = account, Code = code, State = RedemptionState.Held, HeldUntil = until, Discount = cents * 1_000_000, At = Instant.At(2019, 12, 31) };

    private static void Enter(IRenderedComponent<CouponsPage> page, string code)
    {
        page.Find("form input").Input(code);
        page.Find("form").Submit();
    }
}
