using Billing.Service.Access;
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
    public async Task Page_ForAViewer_ListsAndOffersNothing()
    {
        var page = await Show<CouponsPage>("deployments", Role.Viewer, card: false);

        Assert.Empty(page.FindAll("form"));
        Assert.Contains("Owners and billing can enter one.", page.Markup, StringComparison.Ordinal);
    }

    private static void Enter(IRenderedComponent<CouponsPage> page, string code)
    {
        page.Find("form input").Input(code);
        page.Find("form").Submit();
    }
}
