using Billing.PriceBooks;
using Billing.Service.Audit;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.Resources;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class PlanQuoteTests : IDisposable
{
    private static readonly Instant Start = Instant.At(2026, 3, 10);
    private readonly PlanHouse _house = new(Start);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Quote_OfAYearWithACode_ShowsTheDiscountsInTheirOrderAndAddsUp()
    {
        var account = await Customer("modelstack");

        var offer = (await _house.Quote(account, "starter", BillingInterval.Year, " new50 ")).Value.Offer;

        Assert.Equal(
            [("Starter, 12 months", "240"), ("20 % off for a year at once", "-48"), ("NEW50, 50 % off the first payment", "-96")],
            offer.Lines.Select(line => (line.Text, line.Amount.ToDecimalText())));
        Assert.Equal(offer.DueNow.Units, offer.Lines.Sum(line => line.Amount.Units));
        Assert.Equal(("96", Instant.At(2027, 3, 10), "192"), (offer.DueNow.ToDecimalText(), offer.DueNext!.At, offer.DueNext.Amount.ToDecimalText()));
        Assert.Equal((Start.Plus(QuotePlanChange.Lifetime), "500"), ((await _house.Quote(account, "starter")).Value.ValidUntil, offer.Granted.ToDecimalText()));
    }

    [Fact]
    public async Task Quote_OfAHigherPlanWithLowerLimits_WarnsAndNamesThem()
    {
        var account = await Customer("modelstack");

        var offer = (await _house.Quote(account, "starter")).Value.Offer;

        Assert.Equal(
            "Starter allows less than Top-up Only here: Rate limit (RPM) 40 to 15, API keys unlimited to 5, Model stacks 10 to 3, Models per stack 3 to 2.",
            offer.Warning);
        Assert.Equal(("0 %", "15 %", true), (offer.DebitDiscount!.From, offer.DebitDiscount.To, offer.DebitDiscount.Gain));
    }

    [Fact]
    public async Task Quote_OfADowngrade_SaysWhatStaysUntilWhenAndWhatTheEndWillCost()
    {
        var account = await Customer("modelstack");
        await _house.Take(account, "max");
        _house.Ledger.Clock.MoveTo(Start.PlusDays(10));

        var offer = (await _house.Quote(account, "starter")).Value.Offer;

        var end = Instant.At(2026, 4, 10);
        Assert.Equal((false, end, "0"), (offer.AtOnce, offer.EffectiveAt, offer.DueNow.ToDecimalText()));
        Assert.Equal((end, "20"), (offer.DueNext!.At, offer.DueNext.Amount.ToDecimalText()));
        Assert.Equal([(end, "3000")], offer.Kept.Select(kept => (kept.Until, kept.Amount.ToDecimalText())));
        Assert.All(offer.Limits, limit => Assert.False(limit.Gain));
    }

    [Theory]
    [InlineData("time")]
    [InlineData("plan")]
    [InlineData("allowance")]
    [InlineData("card")]
    [InlineData("first payment")]
    [InlineData("credit on account")]
    [InlineData("code")]
    [InlineData("limits")]
    public async Task Acceptance_WhenSomethingHasChanged_IsStaleAndChargesNothing(string what)
    {
        var account = await Customer("modelstack");
        if (what is "allowance") await _house.Take(account, "starter");
        var quote = (await _house.Quote(account, "pro", code: what == "code" ? "NEW50" : null)).Value;
        var taken = _house.Taken;

        await Change(account, what);
        var accepted = await _house.Accept(account, quote.Id);

        Assert.Equal("quote_stale", accepted.Refusal?.Code);
        Assert.Equal(what is "plan" ? "20" : taken.ToDecimalText(), _house.Taken.ToDecimalText());
        Assert.NotEqual("pro", (await _house.Look(account)).Plan);
    }

    [Fact]
    public async Task Acceptance_WhileCreditIsSpent_StillBinds()
    {
        var account = await Customer("modelstack");
        await _house.Take(account, "starter");
        var quote = (await _house.Quote(account, "pro")).Value;

        await _house.Ledger.Charge(account, _house.Ledger.Call() with { Meter = "model_tokens" });

        Assert.Null((await _house.Accept(account, quote.Id)).Refusal);
    }

    [Fact]
    public async Task Acceptance_AtTheLastMicrosecond_BindsAndOneLaterDoesNot()
    {
        var account = await Customer("modelstack");
        var first = (await _house.Quote(account, "starter")).Value;
        _house.Ledger.Clock.MoveTo(first.ValidUntil);
        Assert.Equal("quote_stale", (await _house.Accept(account, first.Id)).Refusal?.Code);

        var second = (await _house.Quote(account, "starter")).Value;
        _house.Ledger.Clock.MoveTo(new(second.ValidUntil.Micros - 1));
        Assert.Null((await _house.Accept(account, second.Id)).Refusal);
    }

    [Fact]
    public async Task Acceptance_PressedTenTimesAtOnce_ChargesOnceAndAnswersAlike()
    {
        var account = await Customer("modelstack");
        var quote = (await _house.Quote(account, "pro")).Value;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _house.Accept(account, quote.Id, $"press-{i % 3}")));

        Assert.All(answers, answer => Assert.Equal("Pro", answer.Value.Plan));
        Assert.Equal("50", _house.Taken.ToDecimalText());
        Assert.Equal("1500", _house.Ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Acceptance_OfAnotherAccountsQuote_IsNotFound()
    {
        var account = await Customer("modelstack");
        var other = await Customer("modelstack");
        var quote = (await _house.Quote(account, "pro")).Value;

        Assert.Equal("not_found", (await _house.Accept(other, quote.Id)).Refusal?.Code);
    }

    [Fact]
    public async Task Quote_OfWhatTheSellersCountExceeds_IsRefusedOnlyWhereTheBookSaysSo()
    {
        var (calendar, anniversary) = (await Customer("koyeb"), await Customer("modelstack"));
        await _house.Take(calendar, "starter");
        await _house.Take(anniversary, "max");
        await Count(calendar, "custom_domains", 3);
        await Count(anniversary, "stacks", 50);
        _house.Ledger.Clock.MoveTo(Start.PlusDays(1));

        Assert.Equal("over_limits", (await _house.Quote(calendar, "hobby")).Refusal?.Code);
        Assert.Null((await _house.Quote(anniversary, "starter")).Refusal);
        await Count(calendar, "custom_domains", 0);
        Assert.Null((await _house.Quote(calendar, "hobby")).Refusal);
    }

    [Fact]
    public async Task Quote_OfAPlanWithoutWhatRuns_IsRefusedUntilItIsDeleted()
    {
        var account = await Customer("koyeb");
        await _house.Take(account, "starter");
        _house.Ledger.Clock.MoveTo(Start.PlusDays(1));
        var created = await new CreateResource(_house.Ledger.Writer, new OpenHouse()).Run(
            OpenHouse.Anybody, new(account, new(Guid.CreateVersion7()), "api", "nano", 1, Start: true), CancellationToken.None);

        Assert.Equal("over_limits", (await _house.Quote(account, "hobby")).Refusal?.Code);
        await new ChangeResource(_house.Ledger.Writer, new OpenHouse()).Run(
            OpenHouse.Anybody, new(account, created.Value.Resource, ResourceAction.Delete, "delete"), CancellationToken.None);
        Assert.Null((await _house.Quote(account, "hobby")).Refusal);
    }

    [Fact]
    public async Task Ledger_AfterALifeWithPlans_IsSound()
    {
        var account = await Customer("modelstack");
        await _house.Take(account, "starter", code: "NEW50");
        _house.Ledger.Clock.MoveTo(Start.PlusDays(70));
        await _house.RunRenewal(account);
        await _house.Take(account, "max", BillingInterval.Year);
        _house.Ledger.Stop();

        var report = LedgerVerification.Run(Path.Combine(_house.Ledger.Path, "billing.db"), Path.Combine(_house.Ledger.Path, "views.db"));

        Assert.Empty(report.Violations);
    }

    private async Task<AccountId> Customer(string book)
    {
        var account = _house.Ledger.OpenAccount(book: book);
        await _house.SaveCard(account);
        return account;
    }

    private async Task Change(AccountId account, string what)
    {
        switch (what)
        {
            case "time":
                _house.Ledger.Clock.MoveTo(Start.Plus(QuotePlanChange.Lifetime));
                break;
            case "plan":
                Assert.Null((await _house.Take(account, "starter")).Refusal);
                break;
            case "allowance":
                await _house.Ledger.Charge(account, _house.Ledger.Call(inputTokens: 10_000_000) with { Meter = "model_tokens" });
                break;
            case "card":
                await _house.Ledger.Writer.Run(scope => scope.Db.Customers.Find(scope.Find(account)!.Account)!.Card = "another", CancellationToken.None);
                break;
            case "first payment":
                await _house.Ledger.Writer.Run(scope => scope.Db.Payments.Add(Paid(scope.Find(account)!.Account)).Entity.Account, CancellationToken.None);
                break;
            case "credit on account":
                await _house.Ledger.Writer.Run(scope => scope.Db.Accounts.Find(scope.Find(account)!.Account)!.CreditOnAccount += 1, CancellationToken.None);
                break;
            case "code":
                Assert.Null((await _house.Quote(account, "pro", code: "NEW50")).Refusal);
                break;
            case "limits":
                await Count(account, "stacks", 11);
                break;
        }
    }

    private Task<long> Count(AccountId account, string feature, long count) => _house.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        var row = scope.Db.FeatureCounts.Find(number, feature) ?? scope.Db.FeatureCounts.Add(new() { Account = number, Feature = feature }).Entity;
        return row.Count = count;
    }, CancellationToken.None);

    private static PaymentRow Paid(int account) => new()
    {
        Id = new(Guid.CreateVersion7()), Account = account, Asset = "USD", State = PaymentState.Paid, Created = Start, IdempotencyKey = "elsewhere",
    };
}
