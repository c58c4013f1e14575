using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>What is to come with the period's end, told to the provider (F14).</summary>
public sealed class PlanWishTests : PlanSubscriptionHost
{
    [Fact]
    public async Task Downgrade_AtThePeriodsEnd_IsCollectedAtTheNewPrice()
    {
        var account = await Customer();
        await House.Take(account, "max");
        Assert.Equal("starter", (await House.Take(account, "starter")).Value.NextPlan is null ? null : (await House.Look(account)).NextPlan);
        Assert.Equal("20", House.Provider.Only.Price.ToDecimalText());
        Assert.Equal(("max", "3000", "100"), await Stands(account));

        House.Ledger.Clock.MoveTo((await House.Look(account)).PeriodEnd);
        House.Provider.TurnOver();
        await HearOfEverything(times: 2);

        Assert.Equal(("starter", "500", "120"), await Stands(account));
    }

    [Fact]
    public async Task Downgrade_TakenBack_RenewsAtTheOldPriceAndMayBeWishedAgain()
    {
        var account = await Customer();
        await House.Take(account, "max");
        await House.Take(account, "starter");
        Assert.Null((await House.Undo.Run(OpenHouse.Anybody, account, default)).Refusal);
        Assert.Equal("100", House.Provider.Only.Price.ToDecimalText());
        await House.Take(account, "starter");
        Assert.Equal("20", House.Provider.Only.Price.ToDecimalText());
    }

    [Fact]
    public async Task Cancel_UndoneAndCancelledAgain_EndsWithThePeriodInAnyOrderOfEvents()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        await House.Take(account, "topup_only");
        Assert.True(House.Provider.Only.EndsWithPeriod);
        Assert.Null((await House.Undo.Run(OpenHouse.Anybody, account, default)).Refusal);
        Assert.False(House.Provider.Only.EndsWithPeriod);
        await HearOfEverything();
        Assert.Null((await House.Look(account)).NextPlan);
        await House.Take(account, "topup_only");
        await HearOfEverything();

        House.Ledger.Clock.MoveTo((await House.Look(account)).PeriodEnd);
        Assert.Null(House.Provider.TurnOver());
        await HearOfEverything(times: 2);

        Assert.Equal(("topup_only", "0", "50"), await Stands(account));
        Assert.Null((await House.Look(account)).GatewaySubscription);
        Assert.Null((await House.Take(account, "starter")).Refusal);
        Assert.Equal(("starter", "500", "70"), await Stands(account));
    }

    [Fact]
    public async Task Cancel_ThatTheProviderDidNotHear_IsToldByTheJob()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        House.Provider.Next(Script.LoseRequest);
        Assert.Equal("topup_only", (await House.Take(account, "topup_only")).Refusal?.Code ?? (await House.Look(account)).NextPlan);
        Assert.False(House.Provider.Only.EndsWithPeriod);

        // An event of before must not take the customer's wish back.
        await HearOfEverything();
        await House.Job().RunNow(CancellationToken.None);

        Assert.True(House.Provider.Only.EndsWithPeriod);
        Assert.Equal("topup_only", (await House.Look(account)).NextPlan);
        Assert.Null((await House.Look(account)).GatewayWish);
    }

    [Fact]
    public async Task Subscription_EndedByTheSeller_StaysToThePaidPeriodsEndAndNoLonger()
    {
        var account = await Customer();
        await House.Take(account, "pro");
        House.Provider.Bend(subscription => subscription with { State = GatewaySubscriptionState.Ended });

        await HearOfEverything(times: 2);

        var row = await House.Look(account);
        Assert.Equal(("pro", "topup_only", (string?)null), (row.Plan, row.NextPlan, row.GatewaySubscription));
        Assert.Equal("subscription_over", (await House.Undo.Run(OpenHouse.Anybody, account, default)).Refusal?.Code);
        House.Ledger.Clock.MoveTo(row.PeriodEnd);
        await House.Job().RunNow(CancellationToken.None);
        Assert.Equal(("topup_only", "0", "50"), await Stands(account));
    }
}
