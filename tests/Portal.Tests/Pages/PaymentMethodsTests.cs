using Billing.Service.Access;
using Billing.Service.Flows.Cards;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Service.Storage;
using BillingPortal.Portal.Pages.PaymentMethods;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Account;

namespace Portal.Tests.Pages;

public sealed class PaymentMethodsTests : PlanHost, IClassFixture<AccountHost>
{
    private readonly AccountHost _host;

    public PaymentMethodsTests(AccountHost host) : base(host)
    {
        _host = host;
        var (members, cards) = (Everybody(Role.Owner), Get<ICardGateway>());
        Services.AddSingleton(Get<CardsRead>());
        Services.AddSingleton(new RemoveCard(Writer, members, Get<CardErrands>()));
        Services.AddSingleton(new SetDefaultCard(Writer, members, cards, Get<SyncCards>()));
        Services.AddSingleton(Get<StartCardPage>());
        Services.AddSingleton(Get<OpenSelfService>());
        Services.AddSingleton(Get<SelfService>());
        Services.AddSingleton(TimeProvider.System);
    }

    [Fact]
    public async Task Page_WithoutACard_SaysWhatOneIsForAndOffersToAddOne()
    {
        var page = await Show<PaymentMethodsPage>("koyeb", card: false);

        Assert.Contains("No card on file", page.Markup, StringComparison.Ordinal);
        Assert.Contains("$1.00 is held and let go at once", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Add a card", page.Find("#add-card").TextContent.Trim());
        Assert.DoesNotContain("Manage at Stripe", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_ThatPassed_ShowsItsHoldPlacedAndReleased()
    {
        var page = await Show<PaymentMethodsPage>("koyeb");

        Assert.EndsWith("•••• 4242", page.Find("td.lead").TextContent, StringComparison.Ordinal);
        Assert.Equal("Visa", page.Find("td.lead .card-mark").TextContent);
        Assert.Contains("validated", page.Find(".panel-head .chip").TextContent, StringComparison.Ordinal);
        Assert.Matches(@"^Visa 4242: \$1\.00 hold placed \d\d:\d\d, released \d\d:\d\d$", page.Find(".rows .what").TextContent);
        Assert.Equal("Your bank shows it gone at once, or after 7 to 21 days. It was never charged.", page.Find(".rows .note").TextContent);
        Assert.Equal(["default"], page.FindAll("td.amount .chip").Select(chip => chip.TextContent.Trim()));
    }

    [Fact]
    public async Task Removal_OfTheLastCardAPlanNeeds_IsExplainedBeforeItIsTried()
    {
        var page = await Show<PaymentMethodsPage>("koyeb", plan: "starter");

        page.Find("button[aria-label='Remove Visa 4242']").Click();

        page.WaitForAssertion(() => Assert.Contains("Starter needs one: add another card first, change to Hobby, or close the account.", page.Find("#removing .said").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#remove-card"));
    }

    [Fact]
    public async Task Removal_OfTheLastCard_SaysWhatFollowsAndThenDoesIt()
    {
        var page = await Show<PaymentMethodsPage>("deployments");
        await Put((db, account) => db.Refills.Add(new RefillRow { Account = account, State = RefillState.On, ChangedBy = "Ada" }));
        page.WaitForState(() => page.Markup.Contains("auto-refill", StringComparison.Ordinal), TimeSpan.FromSeconds(10));

        page.Find("button[aria-label='Remove Visa 4242']").Click();
        page.WaitForAssertion(() => Assert.Equal(
            "It is the last card. Auto-refill is switched off with it, and nothing is charged by itself any more.", page.Find("#removing .said").TextContent));
        page.Find("#remove-card").Click();

        page.WaitForAssertion(() => Assert.Contains("No card on file", page.Markup, StringComparison.Ordinal));
        var toast = Assert.Single(Services.GetRequiredService<BillingPortal.Portal.Parts.Toasts>().Shown);
        Assert.Equal(("Visa 4242 is no longer on file", "Auto-refill is off."), (toast.Title, toast.Detail));
    }

    [Fact]
    public async Task Page_ForAViewer_ListsAndOffersNothing()
    {
        var page = await Show<PaymentMethodsPage>("koyeb", Role.Viewer);

        Assert.Single(page.FindAll("tbody tr"));
        Assert.Empty(page.FindAll("button"));
        Assert.Contains("Owners and billing can add, choose and remove cards.", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExpiryStanding.Soon, true)]
    [InlineData(ExpiryStanding.Over, false)]
    public void Card_BesideTheDefault_IsOfferedInItsPlaceUnlessItHasExpired(ExpiryStanding expiry, bool offered)
    {
        var card = new CardLine("pm_1", "Visa", "4242", "10/26", expiry, "credit", Billing.Units.Instant.At(2026, 1, 5), IsDefault: false, [], null, new(null, null, false, false));

        var table = Render<CardTable>(given => given.Add(t => t.View, new(card.Added, [card], null, default, false, null)).Add(t => t.MayPay, true));

        Assert.Equal(offered, table.FindAll("button[aria-label='Make default: Visa 4242']").Count == 1);
        Assert.Single(table.FindAll("button[aria-label='Remove Visa 4242']"));
    }

    [Fact]
    public async Task Return_FromNoPage_SaysSo()
    {
        Services.AddSingleton(Get<FinishCardPage>());
        var page = await Show<CardReturnPage>("koyeb", card: false);

        page.WaitForAssertion(() => Assert.Contains("There is no such page.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    private T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();
}
