using Billing.PriceBooks;
using Billing.Service.Flows.Plans;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>Plans that the provider's subscription collects (F10 to F14), told event by event.</summary>
public sealed class PlanSubscriptionTests : IDisposable
{
    private static readonly Instant Start = Instant.At(2026, 3, 10, 12);
    private readonly PlanHouse _house = new(Start, OwnBook.CollectedByTheProvider);

    [Fact]
    public async Task Subscribe_WithACard_GrantsWhenTheInvoiceIsPaidAndOnce()
    {
        var account = await Customer();

        var taken = await _house.Take(account, "starter", code: "NEW50");

        Assert.False(taken.Value.Pending);
        Assert.Equal(("starter", "500", "10"), await Stands(account));
        Assert.Equal(new Period(Start, Instant.At(2026, 4, 10, 12)), (await _house.Look(account)).PeriodOf());
        await HearOfEverything(times: 3);
        Assert.Equal(("starter", "500", "10"), await Stands(account));
        Assert.Equal(RedemptionState.Used, (await Redemptions(account)).Single());
        Assert.Equal(["in_1"], (await Payments(account)).Select(payment => payment.GatewayInvoice));
    }

    [Fact]
    public async Task Subscribe_Declined_ChangesNothingAndFreesTheCode()
    {
        var account = await Customer();
        _house.Provider.Next(Script.Decline);

        Assert.Equal("insufficient_funds", (await _house.Take(account, "starter", code: "NEW50")).Refusal?.Code);

        Assert.Equal(("topup_only", "0", "0"), await Stands(account));
        Assert.Equal(RedemptionState.Released, (await Redemptions(account)).Single());
        Assert.Null((await _house.Take(account, "starter", code: "NEW50")).Refusal);
        Assert.Equal(("starter", "500", "10"), await Stands(account));
    }

    [Theory]
    [InlineData(Script.LoseAnswer)]
    [InlineData(Script.LoseRequest)]
    public async Task Subscribe_AnswerLost_IsCheckedAndTheJanitorFinishesByTheSameKey(Script lost)
    {
        var account = await Customer();
        _house.Provider.Next(lost);
        Assert.Equal("checking_with_bank", (await _house.Take(account, "pro")).Refusal?.Code);
        Assert.Equal("payment_open", (await _house.Take(account, "max")).Refusal?.Code);

        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromMinutes(2)));
        await _house.Janitor().RunNow(CancellationToken.None);

        Assert.Equal(("pro", "1500", "50"), await Stands(account));
        Assert.Single(_house.Provider.Asked.Distinct());
        Assert.Equal(2, _house.Provider.Asked.Count);
    }

    [Fact]
    public async Task Subscribe_AnswerLostAndTheEventFirst_IsGrantedOnce()
    {
        var account = await Customer();
        _house.Provider.Next(Script.LoseAnswer);
        await _house.Take(account, "pro");

        await HearOfEverything();
        Assert.Equal(("pro", "1500", "50"), await Stands(account));
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromMinutes(2)));
        await _house.Janitor().RunNow(CancellationToken.None);

        Assert.Equal(("pro", "1500", "50"), await Stands(account));
    }

    [Fact]
    public async Task Subscribe_AnswerLostForADay_IsLookedUpAndNeverAskedAgain()
    {
        var account = await Customer();
        _house.Provider.Next(Script.LoseRequest);
        await _house.Take(account, "pro", code: "NEW50");

        _house.Ledger.Clock.MoveTo(Start.PlusDays(2));
        await _house.Janitor().RunNow(CancellationToken.None);

        Assert.Single(_house.Provider.Asked);
        Assert.Equal(("topup_only", "0", "0"), await Stands(account));
        Assert.Equal(PaymentState.Failed, (await Payments(account)).Single().State);
        Assert.Equal(RedemptionState.Released, (await Redemptions(account)).Single());
    }

    [Fact]
    public async Task Subscribe_WithoutACard_IsPaidOnThePageAndTheCodeIsHeldUntilThen()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");

        var taken = await _house.Take(account, "starter", code: "NEW50");

        Assert.True(taken.Value.Pending);
        var order = (await Payments(account)).Single();
        Assert.Equal($"https://checkout.example/{order.GatewaySession}", taken.Value.PayAt);
        Assert.Equal(RedemptionState.Held, (await Redemptions(account)).Single());
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromHours(20)));
        _house.Provider.PayPage(order.GatewaySession!);
        Assert.Equal(PaymentState.Paid, (await _house.Flows.Pages.Run(order.GatewaySession!, default)).Value.State);
        await HearOfEverything();
        Assert.Equal(("starter", "500", "10"), await Stands(account));
        Assert.Equal(RedemptionState.Used, (await Redemptions(account)).Single());
        Assert.Equal(Start.Plus(TimeSpan.FromHours(20)), (await _house.Look(account)).PeriodStart);
    }

    [Fact]
    public async Task Page_LeftOrReplacedByAnotherQuote_ReleasesTheCodeAndCanNotBePaidAsWell()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        await _house.Take(account, "starter", code: "NEW50");
        var first = (await Payments(account)).Single().GatewaySession!;

        var second = await _house.Take(account, "pro");
        Assert.NotNull(second.Value.PayAt);
        Assert.Equal(CheckoutState.Expired, _house.Provider.Page(first).State);
        Assert.Equal([PaymentState.Expired, PaymentState.Open], (await Payments(account)).Select(payment => payment.State));
        Assert.Equal(RedemptionState.Released, (await Redemptions(account)).Single());
        Assert.Equal(("topup_only", "0", "0"), await Stands(account));
    }

    [Fact]
    public async Task Code_OfTheWholePrice_BeginsWithoutAPayment()
    {
        using var folder = new Folder();
        using var house = new PlanHouse(Start, OwnBook.Beside(folder.Path, "modelstack", book =>
        {
            book["id"] = "free_month";
            book["plan_changes"]!["collection"] = "subscription";
            book["coupons"]![0]!["value"] = "1";
        }));
        var account = house.Ledger.OpenAccount(book: "free_month");
        await house.SaveCard(account);

        Assert.False((await house.Take(account, "starter", code: "NEW50")).Value.Pending);

        Assert.Equal("starter", (await house.Look(account)).Plan);
        Assert.Equal("500", house.Ledger.Writer.Find(account)!.BalanceAmount.ToDecimalText());
        Assert.True(house.Provider.Taken(Asset.Usd).IsZero);
    }

    [Fact]
    public async Task Renewal_Paid_GrantsTheLinesPeriodOnceInAnyOrderOfEvents()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        var end = (await _house.Look(account)).PeriodEnd;
        _house.Ledger.Clock.MoveTo(end.Plus(TimeSpan.FromMinutes(30)));
        // The provider's draft takes an hour: the plan stays, the old allowance has lapsed by its own rule.
        Assert.Equal(("pro", "0", "50"), await Stands(account));
        Assert.Equal("renewal_running", (await _house.Quote(account, "max")).Refusal?.Code);
        await _house.Job().RunNow(CancellationToken.None);
        Assert.Equal(("pro", "0", "50"), await Stands(account));

        _house.Provider.TurnOver();
        await HearOfEverything(times: 2, backwards: true);

        Assert.Equal(("pro", "1500", "100"), await Stands(account));
        Assert.Equal(new Period(end, new MonthAnchor(Start).Plus(2)), (await _house.Look(account)).PeriodOf());
        Assert.Equal(2, (await Payments(account)).Count);
    }

    [Fact]
    public async Task Renewals_OfTwoMonthsHeardOfBackwards_AreSettledInOrder()
    {
        var account = await Customer("kernstack");
        await _house.Take(account, "grow");
        _house.Ledger.Clock.MoveTo(new MonthAnchor(Start).Plus(1));
        var first = _house.Provider.TurnOver()!;
        _house.Ledger.Clock.MoveTo(new MonthAnchor(Start).Plus(2));
        var second = _house.Provider.TurnOver()!;

        Assert.Null(await _house.Flows.Settle.Run(second, default));
        Assert.Null(await _house.Flows.Settle.Run(first, default));

        // The starter credit, and two months of the allowance: the first has lapsed, the second rolled over.
        Assert.Equal("18500", (await Stands(account)).Balance);
        Assert.Equal(["in_1", first, second], (await Payments(account)).Select(payment => payment.GatewayInvoice));
    }

    [Fact]
    public async Task Renewal_WhoseEventWasLost_IsFoundByTheJob()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        _house.Ledger.Clock.MoveTo((await _house.Look(account)).PeriodEnd);
        _house.Provider.TurnOver();
        _house.Ledger.Clock.MoveTo(_house.Ledger.Clock.Now.Plus(FollowSubscription.LongestRenewal));

        await _house.Job().RunNow(CancellationToken.None);

        Assert.Equal(("pro", "1500", "100"), await Stands(account));
    }

    [Fact]
    public async Task Renewal_Declined_KeepsThePlanAndIsPaidByHand()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        await Decline(account);
        var row = await _house.Look(account);
        Assert.Equal(("pro", 1), (row.Plan, row.Attempts));
        Assert.Equal(_house.Ledger.Clock.Now, row.FailedAt);
        Assert.Equal("renewal_unpaid", (await _house.Quote(account, "max")).Refusal?.Code);
        Assert.Equal("insufficient_funds", (await Pay(account)).Refusal?.Field);
        Assert.Equal(("pro", "0", "50"), await Stands(account));

        _house.Provider.Otherwise = Script.Pay;
        Assert.True((await Pay(account)).Value);

        Assert.Equal(("pro", "1500", "100"), await Stands(account));
        Assert.Null((await _house.Look(account)).FailedAt);
        Assert.Equal("nothing_due", (await Pay(account)).Refusal?.Code);
    }

    [Fact]
    public async Task Renewal_DeclinedToTheEnd_LapsesAndALatePaymentGrantsNothing()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        var invoice = await Decline(account);
        _house.Provider.TryAgain(invoice, paid: false, last: true);

        await HearOfEverything(times: 2);
        Assert.Equal("topup_only", (await _house.Look(account)).Plan);
        Assert.Null((await _house.Look(account)).GatewaySubscription);

        _house.Provider.TryAgain(invoice, paid: true);
        await HearOfEverything(times: 2);
        Assert.Equal(("topup_only", "0", "100"), await Stands(account));
        Assert.Contains("Nothing was granted", await Told(account, "late_renewal"), StringComparison.Ordinal);
        Assert.Equal(2, (await Payments(account)).Count(payment => payment.State == PaymentState.Paid));
    }

    [Fact]
    public async Task Cancel_WhileTheRenewalIsUnpaid_EndsAtOnceHereAndThere()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        await Decline(account);

        Assert.Null((await _house.Take(account, "topup_only")).Refusal);

        Assert.Equal("topup_only", (await _house.Look(account)).Plan);
        Assert.Equal(GatewaySubscriptionState.Ended, _house.Provider.Only.State);
        Assert.Null((await _house.Look(account)).GatewayWish);
    }

    [Fact]
    public async Task Upgrade_Now_ChargesTheQuotesPriceForAPeriodOfItsOwn()
    {
        var account = await Customer();
        await _house.Take(account, "starter");
        _house.Ledger.Clock.MoveTo(Start.PlusDays(10));

        Assert.Null((await _house.Take(account, "pro")).Refusal);
        await HearOfEverything(times: 2, backwards: true);

        Assert.Equal(("pro", "2000", "70"), await Stands(account));
        Assert.Equal(Start.PlusDays(10), (await _house.Look(account)).PeriodStart);
        Assert.Equal("50", _house.Provider.Only.Price.ToDecimalText());
    }

    [Fact]
    public async Task Upgrade_Declined_LeavesThePlanAndWhatWasScheduled()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        await _house.Take(account, "starter");
        _house.Provider.Next(Script.Decline);

        Assert.Equal("insufficient_funds", (await _house.Take(account, "max")).Refusal?.Code);

        var row = await _house.Look(account);
        Assert.Equal(("pro", "starter"), (row.Plan, row.NextPlan));
        Assert.Equal("20", _house.Provider.Only.Price.ToDecimalText());
    }

    [Fact]
    public async Task Downgrade_AtThePeriodsEnd_IsCollectedAtTheNewPrice()
    {
        var account = await Customer();
        await _house.Take(account, "max");
        Assert.Equal("starter", (await _house.Take(account, "starter")).Value.NextPlan is null ? null : (await _house.Look(account)).NextPlan);
        Assert.Equal("20", _house.Provider.Only.Price.ToDecimalText());
        Assert.Equal(("max", "3000", "100"), await Stands(account));

        _house.Ledger.Clock.MoveTo((await _house.Look(account)).PeriodEnd);
        _house.Provider.TurnOver();
        await HearOfEverything(times: 2);

        Assert.Equal(("starter", "500", "120"), await Stands(account));
    }

    [Fact]
    public async Task Downgrade_TakenBack_RenewsAtTheOldPriceAndMayBeWishedAgain()
    {
        var account = await Customer();
        await _house.Take(account, "max");
        await _house.Take(account, "starter");
        Assert.Null((await _house.Undo.Run(OpenHouse.Anybody, account, default)).Refusal);
        Assert.Equal("100", _house.Provider.Only.Price.ToDecimalText());
        await _house.Take(account, "starter");
        Assert.Equal("20", _house.Provider.Only.Price.ToDecimalText());
    }

    [Fact]
    public async Task Cancel_UndoneAndCancelledAgain_EndsWithThePeriodInAnyOrderOfEvents()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        await _house.Take(account, "topup_only");
        Assert.True(_house.Provider.Only.EndsWithPeriod);
        Assert.Null((await _house.Undo.Run(OpenHouse.Anybody, account, default)).Refusal);
        Assert.False(_house.Provider.Only.EndsWithPeriod);
        await HearOfEverything();
        Assert.Null((await _house.Look(account)).NextPlan);
        await _house.Take(account, "topup_only");
        await HearOfEverything();

        _house.Ledger.Clock.MoveTo((await _house.Look(account)).PeriodEnd);
        Assert.Null(_house.Provider.TurnOver());
        await HearOfEverything(times: 2);

        Assert.Equal(("topup_only", "0", "50"), await Stands(account));
        Assert.Null((await _house.Look(account)).GatewaySubscription);
        Assert.Null((await _house.Take(account, "starter")).Refusal);
        Assert.Equal(("starter", "500", "70"), await Stands(account));
    }

    [Fact]
    public async Task Cancel_ThatTheProviderDidNotHear_IsToldByTheJob()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        _house.Provider.Next(Script.LoseRequest);
        Assert.Equal("topup_only", (await _house.Take(account, "topup_only")).Refusal?.Code ?? (await _house.Look(account)).NextPlan);
        Assert.False(_house.Provider.Only.EndsWithPeriod);

        // An event of before must not take the customer's wish back.
        await HearOfEverything();
        await _house.Job().RunNow(CancellationToken.None);

        Assert.True(_house.Provider.Only.EndsWithPeriod);
        Assert.Equal("topup_only", (await _house.Look(account)).NextPlan);
        Assert.Null((await _house.Look(account)).GatewayWish);
    }

    [Fact]
    public async Task Subscription_EndedByTheSeller_StaysToThePaidPeriodsEndAndNoLonger()
    {
        var account = await Customer();
        await _house.Take(account, "pro");
        _house.Provider.Bend(subscription => subscription with { State = GatewaySubscriptionState.Ended });

        await HearOfEverything(times: 2);

        var row = await _house.Look(account);
        Assert.Equal(("pro", "topup_only", (string?)null), (row.Plan, row.NextPlan, row.GatewaySubscription));
        Assert.Equal("subscription_over", (await _house.Undo.Run(OpenHouse.Anybody, account, default)).Refusal?.Code);
        _house.Ledger.Clock.MoveTo(row.PeriodEnd);
        await _house.Job().RunNow(CancellationToken.None);
        Assert.Equal(("topup_only", "0", "50"), await Stands(account));
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("currency")]
    [InlineData("customer")]
    [InlineData("order")]
    public async Task Invoice_ThatIsNotTheOrders_IsRefusedByNameAndGrantsNothing(string what)
    {
        var account = await Customer();
        _house.Provider.Next(Script.LoseAnswer);
        await _house.Take(account, "pro");
        _house.Provider.Bend("in_1", invoice => what switch
        {
            "amount" => invoice with { Total = Amount.Whole(49, Asset.Usd) },
            "currency" => invoice with { Total = Amount.Whole(50, Asset.Eur) },
            "customer" => invoice with { CustomerId = "cus_other" },
            _ => invoice with { Payment = null },
        });

        var settled = await _house.Flows.Settle.Run("in_1", default);

        Assert.Equal(("payment_mismatch", what), (settled?.Code, settled?.Field));
        Assert.Equal("topup_only", (await _house.Look(account)).Plan);
        Assert.Equal(PaymentState.Created, (await Payments(account)).Single().State);
    }

    public void Dispose() => _house.Dispose();

    private async Task<AccountId> Customer(string book = "modelstack")
    {
        var account = _house.Ledger.OpenAccount(book: book);
        await _house.SaveCard(account);
        return account;
    }

    /// <summary>The period is over and the renewal is not paid; answers its invoice.</summary>
    private async Task<string> Decline(AccountId account)
    {
        _house.Ledger.Clock.MoveTo((await _house.Look(account)).PeriodEnd);
        _house.Provider.Otherwise = Script.Decline;
        var invoice = _house.Provider.TurnOver()!;
        await HearOfEverything();
        return invoice;
    }

    private Task<Outcome<bool>> Pay(AccountId account) => _house.Flows.Pay.Run(OpenHouse.Anybody, account, _house.NextKey(), default);

    /// <summary>Every event there could be, several times over.</summary>
    private async Task HearOfEverything(int times = 1, bool backwards = false)
    {
        for (var i = 0; i < times; i++)
        {
            var invoices = _house.Provider.Invoices.Select(invoice => invoice.Id).ToList();
            if (backwards) invoices.Reverse();
            foreach (var invoice in invoices) Assert.Null(await _house.Flows.Settle.Run(invoice, default));
            Assert.Null(await _house.Flows.Follow.Run(_house.Provider.Only.Id, default));
        }
    }

    private async Task<(string Plan, string Balance, string Taken)> Stands(AccountId account)
    {
        var row = await _house.Look(account);
        var wallet = _house.Ledger.Writer.Find(account)!;
        var currency = _house.Ledger.Writer.Books.At(wallet.PriceBook, _house.Ledger.Clock.Now).Book.Currency;
        return (row.Plan, wallet.BalanceAmount.ToDecimalText(), _house.Provider.Taken(currency).ToDecimalText());
    }

    private Task<List<PaymentRow>> Payments(AccountId account) => _house.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Payments.Where(payment => payment.Account == number).OrderBy(payment => payment.Number).ToList();
    }, default);

    private Task<List<RedemptionState>> Redemptions(AccountId account) => _house.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Redemptions.Where(use => use.Account == number).Select(use => use.State).ToList();
    }, default);

    private Task<string> Told(AccountId account, string kind) => _house.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Commands.Single(command => command.Account == number && command.Kind == kind).Reason!;
    }, default);
}

internal static class SubscriptionRows
{
    public static Period PeriodOf(this SubscriptionRow row) => new(row.PeriodStart, row.PeriodEnd);
}
