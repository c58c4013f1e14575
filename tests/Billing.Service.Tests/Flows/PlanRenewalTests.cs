using Billing.Service.Flows.Plans;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>Renewals that the provider collects (F11), or cannot (F12).</summary>
public sealed class PlanRenewalTests : PlanSubscriptionHost
{
    [Fact]
    public async Task Renewal_Paid_GrantsTheLinesPeriodOnceInAnyOrderOfEvents()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        var end = (await House.Look(account)).PeriodEnd;
        House.Ledger.Clock.MoveTo(end.Plus(TimeSpan.FromMinutes(30)));
        // The provider's draft takes an hour: the plan stays, the old allowance has lapsed by its own rule.
        Assert.Equal(("pro", "0", "50"), await Stands(account));
        Assert.Equal("renewal_running", (await House.Quote(account, "max")).Refusal?.Code);
        await House.Job().RunNow(CancellationToken.None);
        Assert.Equal(("pro", "0", "50"), await Stands(account));

        House.Provider.TurnOver();
        await HearOfEverything(times: 2, backwards: true);

        Assert.Equal(("pro", "1500", "100"), await Stands(account));
        Assert.Equal(new Period(end, new MonthAnchor(Start).Plus(2)), (await House.Look(account)).PeriodOf());
        Assert.Equal(2, (await Payments(account)).Count);
    }

    [Fact]
    public async Task Renewals_OfTwoMonthsHeardOfBackwards_AreSettledInOrder()
    {
        var account = await Customer("kernstack");
        await House.Take(account, "grow");
        House.Ledger.Clock.MoveTo(new MonthAnchor(Start).Plus(1));
        var first = House.Provider.TurnOver()!;
        House.Ledger.Clock.MoveTo(new MonthAnchor(Start).Plus(2));
        var second = House.Provider.TurnOver()!;

        Assert.Null(await House.Flows.Settle.Run(second, default));
        Assert.Null(await House.Flows.Settle.Run(first, default));

        // The starter credit, and two months of the allowance: the first has lapsed, the second rolled over.
        Assert.Equal("18500", (await Stands(account)).Balance);
        Assert.Equal(["in_1", first, second], (await Payments(account)).Select(payment => payment.GatewayInvoice));
    }

    [Fact]
    public async Task Renewal_WhoseEventWasLost_IsFoundByTheJob()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        House.Ledger.Clock.MoveTo((await House.Look(account)).PeriodEnd);
        House.Provider.TurnOver();
        House.Ledger.Clock.MoveTo(House.Ledger.Clock.Now.Plus(FollowSubscription.LongestRenewal));

        await House.Job().RunNow(CancellationToken.None);

        Assert.Equal(("pro", "1500", "100"), await Stands(account));
    }

    [Fact]
    public async Task Renewal_Declined_KeepsThePlanAndIsPaidByHand()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        await Decline(account);
        var row = await House.Look(account);
        Assert.Equal(("pro", 1), (row.Plan, row.Attempts));
        Assert.Equal(House.Ledger.Clock.Now, row.FailedAt);
        Assert.Equal("renewal_unpaid", (await House.Quote(account, "max")).Refusal?.Code);
        Assert.Equal("insufficient_funds", (await Pay(account)).Refusal?.Field);
        Assert.Equal(("pro", "0", "50"), await Stands(account));

        House.Provider.Otherwise = Script.Pay;
        Assert.True((await Pay(account)).Value);

        Assert.Equal(("pro", "1500", "100"), await Stands(account));
        Assert.Null((await House.Look(account)).FailedAt);
        Assert.Equal("nothing_due", (await Pay(account)).Refusal?.Code);
    }

    [Fact]
    public async Task Renewal_DeclinedToTheEnd_LapsesAndALatePaymentGrantsNothing()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        var invoice = await Decline(account);
        House.Provider.TryAgain(invoice, paid: false, last: true);

        await HearOfEverything(times: 2);
        Assert.Equal("topup_only", (await House.Look(account)).Plan);
        Assert.Null((await House.Look(account)).GatewaySubscription);

        House.Provider.TryAgain(invoice, paid: true);
        await HearOfEverything(times: 2);
        Assert.Equal(("topup_only", "0", "100"), await Stands(account));
        Assert.Contains("Nothing was granted", await Told(account, "late_renewal"), StringComparison.Ordinal);
        Assert.Equal(2, (await Payments(account)).Count(payment => payment.State == PaymentState.Paid));
    }

    [Fact]
    public async Task Cancel_WhileTheRenewalIsUnpaid_EndsAtOnceHereAndThere()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        await Decline(account);

        Assert.Null((await House.Take(account, "topup_only")).Refusal);

        Assert.Equal("topup_only", (await House.Look(account)).Plan);
        Assert.Equal(GatewaySubscriptionState.Ended, House.Provider.Only.State);
        Assert.Null((await House.Look(account)).GatewayWish);
    }
}
