using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>A plan taken by subscription (F10), now (F13), or not at all.</summary>
public sealed class PlanSubscribeTests : PlanSubscriptionHost
{
    [Fact]
    public async Task Subscribe_WithACard_GrantsWhenTheInvoiceIsPaidAndOnce()
    {
        var account = await Customer();

        var taken = await House.Take(account, "starter", code: "NEW50");

        Assert.False(taken.Value.Pending);
        Assert.Equal(("starter", "500", "10"), await Stands(account));
        Assert.Equal(new Period(Start, Instant.At(2026, 4, 10, 12)), (await House.Look(account)).PeriodOf());
        await HearOfEverything(times: 3);
        Assert.Equal(("starter", "500", "10"), await Stands(account));
        Assert.Equal(RedemptionState.Used, (await Redemptions(account)).Single());
        Assert.Equal(["in_1"], (await Payments(account)).Select(payment => payment.GatewayInvoice));
    }

    [Fact]
    public async Task Subscribe_Declined_ChangesNothingAndFreesTheCode()
    {
        var account = await Customer();
        House.Provider.Next(Script.Decline);

        Assert.Equal("insufficient_funds", (await House.Take(account, "starter", code: "NEW50")).Refusal?.Code);

        Assert.Equal(("topup_only", "0", "0"), await Stands(account));
        Assert.Equal(RedemptionState.Released, (await Redemptions(account)).Single());
        Assert.Null((await House.Take(account, "starter", code: "NEW50")).Refusal);
        Assert.Equal(("starter", "500", "10"), await Stands(account));
    }

    [Theory]
    [InlineData(Script.LoseAnswer)]
    [InlineData(Script.LoseRequest)]
    public async Task Subscribe_AnswerLost_IsCheckedAndTheJanitorFinishesByTheSameKey(Script lost)
    {
        var account = await Customer();
        House.Provider.Next(lost);
        Assert.Equal("checking_with_bank", (await House.Take(account, "pro")).Refusal?.Code);
        Assert.Equal("payment_open", (await House.Take(account, "max")).Refusal?.Code);

        House.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromMinutes(2)));
        await House.Janitor().RunNow(CancellationToken.None);

        Assert.Equal(("pro", "1500", "50"), await Stands(account));
        Assert.Single(House.Provider.Asked.Distinct());
        Assert.Equal(2, House.Provider.Asked.Count);
    }

    [Fact]
    public async Task Subscribe_AnswerLostAndTheEventFirst_IsGrantedOnce()
    {
        var account = await Customer();
        House.Provider.Next(Script.LoseAnswer);
        await House.Take(account, "pro");

        await HearOfEverything();
        Assert.Equal(("pro", "1500", "50"), await Stands(account));
        House.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromMinutes(2)));
        await House.Janitor().RunNow(CancellationToken.None);

        Assert.Equal(("pro", "1500", "50"), await Stands(account));
    }

    [Fact]
    public async Task Subscribe_AnswerLostForADay_IsLookedUpAndNeverAskedAgain()
    {
        var account = await Customer();
        House.Provider.Next(Script.LoseRequest);
        await House.Take(account, "pro", code: "NEW50");

        House.Ledger.Clock.MoveTo(Start.PlusDays(2));
        await House.Janitor().RunNow(CancellationToken.None);

        Assert.Single(House.Provider.Asked);
        Assert.Equal(("topup_only", "0", "0"), await Stands(account));
        Assert.Equal(PaymentState.Failed, (await Payments(account)).Single().State);
        Assert.Equal(RedemptionState.Released, (await Redemptions(account)).Single());
    }

    [Fact]
    public async Task Subscribe_WithoutACard_IsPaidOnThePageAndTheCodeIsHeldUntilThen()
    {
        var account = House.Ledger.OpenAccount(book: "modelstack");

        var taken = await House.Take(account, "starter", code: "NEW50");

        Assert.True(taken.Value.Pending);
        var order = (await Payments(account)).Single();
        Assert.Equal($"https://checkout.example/{order.GatewaySession}", taken.Value.PayAt);
        Assert.Equal(RedemptionState.Held, (await Redemptions(account)).Single());
        House.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromHours(20)));
        House.Provider.PayPage(order.GatewaySession!);
        Assert.Equal(PaymentState.Paid, (await House.Flows.Pages.Run(order.GatewaySession!, default)).Value.State);
        await HearOfEverything();
        Assert.Equal(("starter", "500", "10"), await Stands(account));
        Assert.Equal(RedemptionState.Used, (await Redemptions(account)).Single());
        Assert.Equal(Start.Plus(TimeSpan.FromHours(20)), (await House.Look(account)).PeriodStart);
    }

    [Fact]
    public async Task Page_LeftOrReplacedByAnotherQuote_ReleasesTheCodeAndCanNotBePaidAsWell()
    {
        var account = House.Ledger.OpenAccount(book: "modelstack");
        await House.Take(account, "starter", code: "NEW50");
        var first = (await Payments(account)).Single().GatewaySession!;

        var second = await House.Take(account, "pro");
        Assert.NotNull(second.Value.PayAt);
        Assert.Equal(CheckoutState.Expired, House.Provider.Page(first).State);
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
    public async Task Upgrade_Now_ChargesTheQuotesPriceForAPeriodOfItsOwn()
    {
        var account = await Customer();
        await House.Take(account, "starter");
        House.Ledger.Clock.MoveTo(Start.PlusDays(10));

        Assert.Null((await House.Take(account, "pro")).Refusal);
        await HearOfEverything(times: 2, backwards: true);

        Assert.Equal(("pro", "2000", "70"), await Stands(account));
        Assert.Equal(Start.PlusDays(10), (await House.Look(account)).PeriodStart);
        Assert.Equal("50", House.Provider.Only.Price.ToDecimalText());
    }

    [Fact]
    public async Task Upgrade_Declined_LeavesThePlanAndWhatWasScheduled()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        await House.Take(account, "starter");
        House.Provider.Next(Script.Decline);

        Assert.Equal("insufficient_funds", (await House.Take(account, "max")).Refusal?.Code);

        var row = await House.Look(account);
        Assert.Equal(("pro", "starter"), (row.Plan, row.NextPlan));
        Assert.Equal("20", House.Provider.Only.Price.ToDecimalText());
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("currency")]
    [InlineData("customer")]
    [InlineData("order")]
    public async Task Invoice_ThatIsNotTheOrders_IsRefusedByNameAndGrantsNothing(string what)
    {
        var account = await Customer();
        House.Provider.Next(Script.LoseAnswer);
        await House.Take(account, "pro");
        House.Provider.Bend("in_1", invoice => what switch
        {
            "amount" => invoice with { Total = Amount.Whole(49, Asset.Usd) },
            "currency" => invoice with { Total = Amount.Whole(50, Asset.Eur) },
            "customer" => invoice with { CustomerId = "cus_other" },
            _ => invoice with { Payment = null },
        });

        var settled = await House.Flows.Settle.Run("in_1", default);

        Assert.Equal(("payment_mismatch", what), (settled?.Code, settled?.Field));
        Assert.Equal("topup_only", (await House.Look(account)).Plan);
        Assert.Equal(PaymentState.Created, (await Payments(account)).Single().State);
    }
}
