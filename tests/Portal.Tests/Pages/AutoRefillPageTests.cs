using AngleSharp.Dom;
using Billing.Service.Access;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Refills;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Pages.AutoRefill;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Account;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

/// <summary>The Auto-refill page as members meet it: with the real ledger and the local payment provider.</summary>
public sealed class AutoRefillPageTests : PartsContext, IClassFixture<AccountHost>
{
    private readonly AccountHost _host;
    private readonly AccountId _account = new(Guid.CreateVersion7());

    public AutoRefillPageTests(AccountHost host) => _host = host;

    [Fact]
    public async Task Page_NeverSet_ProposesTheBooksRuleAndIsOff()
    {
        var page = await Show();

        Assert.StartsWith("Auto-refill is off. When on, below 500 cr it adds 2,000 cr for $20.00", Text(page.Find(".sentence")), StringComparison.Ordinal);
        Assert.Equal(["500", "2000", "100", "3"], page.FindAll("form input").Select(input => input.GetAttribute("value")));
        Assert.Contains("Nothing happened yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_TurnedOnBelowTheThreshold_SaysTheChargeBeforeItIsMade()
    {
        var page = await Show();

        page.Find("form").Submit();
        page.WaitForElement("#accept-refill");
        Assert.Contains("this charges $20.00 to Visa 4242 now", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Turn on and pay $20.00", Text(page.Find("#accept-refill")));
        Assert.Equal("0", Balance);

        await page.Find("#accept-refill").ClickAsync(new());
        page.WaitForAssertion(() => Assert.StartsWith("Auto-refill is on", Text(page.Find(".sentence")), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal("2000", Balance);
        Assert.Equal(["Refilled", "Refill started", "Turned on"], page.FindAll(".diary .what").Select(Text));
        Assert.Contains("$20.00 of $100.00", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutACeiling_IsNotAccepted()
    {
        var page = await Show();

        page.FindAll("form input")[2].Input("");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Type an amount such as 100: nothing refills without an end.", Text(page.Find(".field .error"))));
        Assert.Empty(page.FindAll("#accept-refill"));
    }

    [Fact]
    public async Task Page_WithoutACard_LeadsToOneAndOffersNothing()
    {
        var page = await Show(card: null);

        Assert.Equal("There is no card on file.", Text(page.Find(".banner b")));
        Assert.Equal("billing/payment-methods", page.Find(".banner a").GetAttribute("href"));
        Assert.True(page.Find("#review-refill").HasAttribute("disabled"));
    }

    [Fact]
    public async Task TurningOn_WithACardTheBankRefuses_StaysOnAndSaysWhenItTriesAgain()
    {
        var page = await Show(card: "pm_card_chargeCustomerFail");
        page.Find("form").Submit();
        page.WaitForElement("#accept-refill");
        await page.Find("#accept-refill").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Refill refused", page.FindAll(".diary .what").Select(Text)), TimeSpan.FromSeconds(20));
        Assert.Contains("The next try waits until", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1 of 3, then it pauses", page.Markup, StringComparison.Ordinal);
        Assert.Equal("0", Balance);
        var glance = Get<RefillRead>().Glance(_account)!;
        Assert.Equal((Tone.Warn, "refill refused"), (AutoRefillWords.Frame(glance)!.Tone, AutoRefillWords.Frame(glance)!.Words));
        Assert.Contains("tried again on", Assert.Single(AutoRefillWords.Notices(glance)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TurningOn_WithACardThatWantsItsOwner_PausesAndLeadsToPayingByHand()
    {
        var page = await Show(card: "pm_card_authenticationRequired");
        page.Find("form").Submit();
        page.WaitForElement("#accept-refill");
        await page.Find("#accept-refill").ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("Auto-refill is paused", Text(page.Find(".sentence")), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Contains("again. Pay $20.00 by hand", Text(page.Find(".sentence")), StringComparison.Ordinal);
        Assert.Equal(("Pay $20.00 by hand", "billing/top-up?amount=20"), (Text(page.Find(".sentence a")), page.Find(".sentence a").GetAttribute("href")));
    }

    [Fact]
    public async Task Page_PausedByANewerPriceList_SaysWhyAndLeavesTheRuleToBeSavedAgain()
    {
        var page = await Show(on: true, pausedBecause: RefillPause.NotAllowed);

        Assert.StartsWith("Auto-refill is paused", Text(page.Find(".sentence")), StringComparison.Ordinal);
        Assert.Contains("Set an amount that the price list allows, then turn it on again.", Text(page.Find(".sentence")), StringComparison.Ordinal);
        Assert.Equal("Paused: the amount is not allowed any more", Text(page.Find(".diary .what")));
        Assert.Equal(("Turn on", false), (Text(page.Find("#review-refill")), page.Find("#review-refill").HasAttribute("disabled")));
        var notice = Assert.Single(AutoRefillWords.Notices(Get<RefillRead>().Glance(_account)));
        Assert.Equal(("Auto-refill is paused.", "Set an amount that the price list allows, then turn it on again."), (notice.Lead, notice.Text));
    }

    [Fact]
    public async Task Diary_AfterTheRuleWasChanged_KeepsTheThresholdOfEachTime()
    {
        var page = await Show(on: true);
        page.FindAll("form input")[0].Input("400");
        page.Find("form").Submit();
        page.WaitForElement("#accept-refill");
        await page.Find("#accept-refill").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Rule changed", page.FindAll(".diary .what").Select(Text)), TimeSpan.FromSeconds(20));
        var started = page.FindAll(".diary li").Single(line => Text(line.QuerySelector(".what")!) == "Refill started");
        Assert.EndsWith("threshold 500 cr.", Text(started.QuerySelector(".why")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_WithoutACharge_SaysWhatWouldBeDecidedAndChargesNothing()
    {
        var page = await Show(on: true);

        page.Find("#test-refill").Click();

        Assert.Equal("If it looked now, it would charge nothing.", Text(page.Find(".banner b")));
        Assert.Contains("The balance is not below the threshold", Text(page.Find(".banner")), StringComparison.Ordinal);
        Assert.Equal("2000", Balance);
    }

    [Fact]
    public async Task TurningOff_WhileOn_StopsItAndSaysWho()
    {
        var page = await Show(on: true);

        await page.Find("#turn-off").ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("Auto-refill is off", Text(page.Find(".sentence")), StringComparison.Ordinal));
        Assert.Equal("Turned off", Text(page.Find(".diary .what")));
        Assert.Contains("Ada turned it off.", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Developer)]
    public async Task Page_ForOneWhoMayNotPay_ShowsTheRuleAndNoButton(Role role)
    {
        var page = await Show(role, on: true);

        Assert.Empty(page.FindAll("form, #turn-off, #review-refill"));
        Assert.Contains("Owners and billing can change it.", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".diary li"));
    }

    [Fact]
    public async Task Page_OfABookWithoutRefills_SaysSo() =>
        Assert.Contains("Credit is not refilled automatically here", (await Show(book: "kunavo", card: null)).Markup, StringComparison.Ordinal);

    private Writer Writer => Get<Writer>();

    private string Balance => Writer.Find(_account)!.BalanceAmount.ToDecimalText();

    /// <param name="on">Turned on before the page opens, which buys the first 2,000 credits.</param>
    /// <param name="pausedBecause">It has stopped by itself since, for this reason.</param>
    private async Task<IRenderedComponent<AutoRefillPage>> Show(
        Role role = Role.Owner, string book = "deployments", string? card = "pm_card_visa", bool on = false, string? pausedBecause = null)
    {
        await Writer.Run(scope => scope.OpenAccount(_account, "Acme", book), CancellationToken.None);
        if (card is not null) await SaveCard(card);
        if (on) Assert.Null((await Set(Role.Owner).Run(MemberAs(Role.Owner).Actor, _account, Wish, CancellationToken.None)).Refusal);
        if (pausedBecause is { } reason) await Pause(reason);
        Services.AddSingleton(Get<RefillRead>());
        Services.AddSingleton(Writer.Feed);
        Services.AddSingleton(Set(role));
        Services.AddSingleton(new StopRefill(Writer, new OneRole(role), Get<RefillWatch>()));
        SetRendererInfo(new("Server", isInteractive: true));
        var page = Render<AutoRefillPage>(parameters => parameters.AddCascadingValue(MemberAs(role)));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, TimeSpan.FromSeconds(20));
        return page;
    }

    private Task Pause(string reason) => Writer.Run(scope =>
    {
        var row = scope.Db.Refills.Find(scope.Find(_account)!.Account)!;
        (row.State, row.PausedBecause) = (RefillState.Paused, reason);
        scope.Db.RefillNotes.Add(new() { Account = row.Account, At = scope.Now, LastAt = scope.Now, Looks = 1, Threshold = row.Threshold, Decision = reason, Why = "It stopped." });
        return true;
    }, CancellationToken.None);

    private SetRefill Set(Role role) => new(Writer, new OneRole(role), Get<RefillWatch>(), Get<ChargeCard>());

    private RefillWish Wish
    {
        get
        {
            var unit = Writer.Find(_account)!.Asset;
            return new(new(Amount.Whole(500, unit), Amount.Whole(2_000, unit), Amount.Whole(100, Asset.Usd), 3), Amount.Whole(20, Asset.Usd));
        }
    }

    private async Task SaveCard(string card)
    {
        var members = new OneRole(Role.Owner);
        var gateway = Get<IPaymentGateway>();
        var customers = new Customers(Writer, Get<BillingReader>(), members, gateway);
        var saved = await new SaveCard(Writer, members, customers, gateway, Get<CardErrands>()).Run(
            MemberAs(Role.Owner).Actor, _account, card, "ada@acme.example", Guid.NewGuid().ToString("N"), CancellationToken.None);
        Assert.Null(saved.Refusal);
    }

    private T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    private Member MemberAs(Role role) => new(Guid.CreateVersion7(), "Ada", "ada@acme.example", false, default, [], new Organisation(_account, "Acme", role));

    private static string Text(IElement element) => Visible(element);

    /// <summary>Everybody has one role everywhere.</summary>
    private sealed class OneRole(Role role) : IMemberships
    {
        public Task<Role?> RoleOf(Guid userId, AccountId account, CancellationToken cancel) => Task.FromResult<Role?>(role);

        public Task<bool> IsOperator(Guid userId, CancellationToken cancel) => Task.FromResult(false);

        public Task<IReadOnlyList<Organisation>> OrganisationsOf(Guid userId, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);

        public Task<Organisation?> OrganisationOf(AccountId account, CancellationToken cancel) => Task.FromResult<Organisation?>(null);

        public Task<IReadOnlyList<string>> BillingMails(AccountId account, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task<IReadOnlyList<Organisation>> Search(string text, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);
    }
}
