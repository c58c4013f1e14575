using AngleSharp.Dom;
using Billing.Service.Access;
using BillingPortal.Portal.Pages.Plan;
using Bunit;
using Portal.Tests.Account;

namespace Portal.Tests.Pages;

/// <summary>Choosing, changing and leaving a plan as a member does it.</summary>
public sealed class PlanPageTests(AccountHost host) : PlanHost(host), IClassFixture<AccountHost>
{
    [Fact]
    public async Task Table_OfABook_HoldsEveryPlanAndWhatTheyDifferIn()
    {
        var page = await Show<PlanPage>("modelstack");

        Assert.Equal(["Top-up Only current", "Starter", "Pro", "Max"], page.FindAll(".plans .name").Select(Text));
        Assert.Equal(
            ["Included credit a month: none, 500 cr, 1,500 cr, 3,000 cr", "Off debits from top-ups: base rate, 15 %, 25 %, 40 %", "Rate limit (RPM): 40, 15, 40, 60",
             "API keys: unlimited, 5, 20, unlimited", "Model stacks: 10, 3, 10, unlimited", "Models per stack: 3, 2, 5, 10", "Early access: no, no, no, yes"],
            page.FindAll(".plans tbody tr").SkipLast(1).Select(row => $"{Text(row.QuerySelector("th")!)}: {string.Join(", ", row.QuerySelectorAll("td").Select(Text))}"));
    }

    [Fact]
    public async Task Quote_OfAnUpgrade_SaysWhatItCostsAndDoesAndIsDoneWhenAccepted()
    {
        var page = await Show<PlanPage>("modelstack", plan: "starter");

        Press(page, "Quote Max");

        Assert.Equal("Quote: Starter to Max", Text(page.Find("#quote-title")));
        Assert.Contains("Due now $100.00", Review(page));
        Assert.Contains("New: 3,000 cr included", Effects(page));
        Assert.Contains("Kept: 500 cr included", Effects(page));
        Assert.Contains("More: Off debits from top-ups", Effects(page));
        Assert.Equal("starter", PlanNow);
        page.Find("#accept-quote").Click();

        page.WaitForAssertion(() => Assert.Equal("Max current", Text(page.Find(".plans th.now .name"))));
        Assert.Equal(("max", "3500"), (PlanNow, Balance));
        Assert.Empty(page.FindAll("#accept-quote"));
    }

    [Fact]
    public async Task Code_WithTheQuote_IsCheckedAtOnceAndAWrongOneLeavesTheOffer()
    {
        var page = await Show<PlanPage>("modelstack");
        Press(page, "Quote Starter");
        Assert.Contains("allows less than Top-up Only here", page.Markup, StringComparison.Ordinal);

        Enter(page, "nonsense");
        page.WaitForAssertion(() => Assert.Equal("This code is not known here.", Text(page.Find(".error"))));
        Assert.Contains("Due now $20.00", Review(page));
        Enter(page, "new50");

        page.WaitForAssertion(() => Assert.Contains("Due now $10.00", Review(page)));
        Assert.Contains("NEW50, 50 % off the first payment −$10.00", Review(page));
        Assert.Equal("Upgrade and pay $10.00", Text(page.Find("#accept-quote")));
    }

    [Fact]
    public async Task Plan_Cancelled_ShowsWhatStaysAndCanBeUndone()
    {
        var page = await Show<PlanPage>("modelstack", plan: "pro");

        page.Find("#cancel-plan").Click();
        page.WaitForAssertion(() => Assert.Contains("Due now $0.00", Review(page)));
        page.Find("#accept-quote").Click();

        page.WaitForAssertion(() => Assert.StartsWith("Scheduled: Top-up Only from", Text(page.Find(".banner b")), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#cancel-plan"));
        page.Find(".banner .act").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".banner")));
        Assert.Equal("pro", PlanNow);
    }

    [Fact]
    public async Task Quote_WithoutACard_LeadsToThePaymentPageAndIsKeptForTheCustomer()
    {
        var page = await Show<PlanPage>("modelstack", card: false);
        Press(page, "Quote Starter");
        Enter(page, "NEW50");
        page.WaitForAssertion(() => Assert.Equal("Continue to pay $10.00", Text(page.Find("#accept-quote"))));
        Assert.Contains("You enter your card on the payment page.", page.Markup, StringComparison.Ordinal);

        await page.Find("#accept-quote").ClickAsync(new());

        Assert.Equal("Starter waits for your payment of $10.00.", Text(page.Find(".banner b")));
        Assert.StartsWith(Sandbox, Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("topup_only", PlanNow);
        var first = Navigation.Uri;
        Navigation.NavigateTo("billing/plan");
        await page.Find(".banner .act").ClickAsync(new());
        Assert.Equal(first, Navigation.Uri);
    }

    [Fact]
    public async Task Result_OfThePaymentPage_WaitsUntilThePlanBegins()
    {
        var page = await Show<PlanPage>("modelstack", card: false);
        Press(page, "Quote Starter");
        await page.Find("#accept-quote").ClickAsync(new());
        Assert.Equal("Starter waits for your payment of $20.00.", Text(page.Find(".banner b")));
        var session = await Session();

        Navigation.NavigateTo($"billing/plan/return?session_id={session}");
        var result = Another<PlanResult>();
        result.WaitForAssertion(() => Assert.Contains("Checking with the bank.", result.Markup, StringComparison.Ordinal));
        Pay(session);

        result.WaitForAssertion(() => Assert.Contains("Starter is your plan.", result.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal(("starter", "500"), (PlanNow, Balance));
    }

    [Fact]
    public async Task Result_OfAnotherOrganisationsPage_SaysNothingOfIt()
    {
        await Show<PlanPage>("modelstack", card: false);
        Navigation.NavigateTo("billing/plan/return?session_id=cs_test_other");
        var result = Another<PlanResult>();

        result.WaitForAssertion(() => Assert.Contains("There is no such payment", result.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Quote_ThatTheBookRefuses_SaysWhy()
    {
        var page = await Show<PlanPage>("koyeb", card: false);

        Press(page, "Quote Startup");

        page.WaitForAssertion(() => Assert.Equal("Startup needs a card on file.", Text(page.Find(".banner b"))));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Developer)]
    public async Task Page_ForOneWhoMayNotPay_ComparesAndOffersNothing(Role role)
    {
        var page = await Show<PlanPage>("modelstack", role, plan: "pro");

        Assert.Equal(4, page.FindAll(".plans .name").Count);
        Assert.Empty(page.FindAll(".plans button, #cancel-plan, #accept-quote"));
        Assert.Contains("Owners and billing can change the plan.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfABookWithoutPlans_SaysSo()
    {
        var page = await Show<PlanPage>("kunavo", card: false);

        Assert.Contains("There are no plans here", page.Markup, StringComparison.Ordinal);
    }

    private static void Press(IRenderedComponent<PlanPage> page, string label)
    {
        page.Find($"button[aria-label='{label}']").Click();
        page.WaitForState(() => page.FindAll("#quote-title, .banner.bad").Count > 0);
    }

    private static void Enter(IRenderedComponent<PlanPage> page, string code)
    {
        page.Find("form.code input").Input(code);
        page.Find("form.code").Submit();
    }

    private static List<string> Review(IRenderedComponent<PlanPage> page) =>
        [.. page.FindAll(".review > div").Select(line => string.Join(' ', line.Children.Select(Visible)))];

    private static List<string> Effects(IRenderedComponent<PlanPage> page) => [.. page.FindAll(".rows .what").Select(Text)];

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
