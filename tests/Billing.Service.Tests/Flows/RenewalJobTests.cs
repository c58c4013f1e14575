using Billing.Service.Flows.Plans;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class RenewalJobTests : IDisposable
{
    private static readonly Instant Start = Instant.At(2026, 3, 10);
    private readonly PlanHouse _house = new(Start);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Renewals_ByFourFlowsAtOnce_ChargeEachSubscriptionOnce()
    {
        var accounts = new List<AccountId>();
        for (var i = 0; i < 10; i++) accounts.Add(await Subscriber());
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 4, 10));

        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => accounts).Select(account => Task.Run(() => _house.RunRenewal(account))));

        Assert.Equal(20, _house.Bank.Taken.Count);
        Assert.All(accounts, account => Assert.Equal("500", _house.Ledger.BalanceOf(account)));
    }

    [Fact]
    public async Task Renewals_ByTwoJobsAtOnce_AreDoneByOneOfThemAndOnce()
    {
        for (var i = 0; i < 5; i++) await Subscriber();
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 4, 10));
        using var first = _house.Job();
        using var second = _house.Job();

        await Task.WhenAll(first.RunNow(CancellationToken.None), second.RunNow(CancellationToken.None));

        Assert.Equal(10, _house.Bank.Asked.Count);
        Assert.Equal("200", _house.Taken.ToDecimalText());
    }

    [Fact]
    public async Task Job_AfterAPauseOfMonths_CatchesUpAndRetriesTheDeclined()
    {
        var (paying, declined) = (await Subscriber(), await Subscriber());
        using var job = _house.Job();
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 5, 20));
        _house.Bank.Next(Script.Pay, Script.Pay, Script.Decline);

        await job.RunNow(CancellationToken.None);
        await job.RunNow(CancellationToken.None);

        Assert.Equal(Instant.At(2026, 6, 10), (await _house.Look(paying)).PeriodEnd);
        Assert.Equal((Start.Plus(TimeSpan.FromDays(31)), 1), ((await _house.Look(declined)).PeriodEnd, (await _house.Look(declined)).Attempts));
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 5, 21));
        await job.RunNow(CancellationToken.None);
        Assert.Equal((Instant.At(2026, 6, 10), 0), ((await _house.Look(declined)).PeriodEnd, (await _house.Look(declined)).Attempts));
    }

    [Fact]
    public async Task Renewal_CrashBetweenChargeAndSettling_IsFinishedByTheSameKey()
    {
        var account = await Subscriber();
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 4, 10));
        _house.Bank.Next(Script.LoseAnswer);
        Assert.Equal(Renewal.Unknown, await _house.RunRenewal(account));
        _house.Restart();

        Assert.Equal(Renewal.UpToDate, await _house.RunRenewal(account));

        Assert.Equal((2, 3), (_house.Bank.Taken.Count, _house.Bank.Asked.Count));
        Assert.Equal("500", _house.Ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Janitor_OfAPlanWhoseBankTookItsTime_FindsItPaidThoughItsEventWasLost()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        await _house.SaveCard(account);
        _house.Bank.Next(Script.Wait);
        Assert.True((await _house.Take(account, "starter")).Value.Pending);
        var order = await _house.Ledger.Writer.Run(scope => scope.Db.Payments.Single(), CancellationToken.None);
        _house.Bank.Change(order.Id, payment => payment with { State = GatewayPaymentState.Succeeded, Received = payment.Amount });

        _house.Ledger.Clock.MoveTo(_house.Ledger.Clock.Now.Plus(TimeSpan.FromMinutes(2)));
        using var janitor = _house.Janitor();
        await janitor.RunNow(CancellationToken.None);

        Assert.Equal(("starter", "500"), ((await _house.Look(account)).Plan, _house.Ledger.BalanceOf(account)));
    }

    [Fact]
    public async Task Janitor_OfAChargeNobodyNoted_AsksAgainAfterAMinute()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        await _house.SaveCard(account);
        _house.Bank.Next(Script.LoseAnswer);
        Assert.Equal("checking_with_bank", (await _house.Take(account, "pro")).Refusal?.Code);
        using var janitor = _house.Janitor();

        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromSeconds(59)));
        await janitor.RunNow(CancellationToken.None);
        Assert.Equal("topup_only", (await _house.Look(account)).Plan);
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromSeconds(60)));
        await janitor.RunNow(CancellationToken.None);

        Assert.Equal(("pro", Start), ((await _house.Look(account)).Plan, (await _house.Look(account)).PeriodStart));
        Assert.Single(_house.Bank.Taken);
    }

    [Fact]
    public async Task Lease_WhileHeld_IsRefusedToOthersAndTakenOverWhenItsTimeIsUp()
    {
        var (mine, yours) = (NewLease(), NewLease());

        Assert.True(await mine.Take(CancellationToken.None));
        Assert.False(await yours.Take(CancellationToken.None));
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromSeconds(9)));
        Assert.True(await mine.Take(CancellationToken.None));
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromSeconds(18)));
        Assert.False(await yours.Take(CancellationToken.None));
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromSeconds(19)));
        Assert.True(await yours.Take(CancellationToken.None));
        Assert.False(await mine.Take(CancellationToken.None));
        Assert.False(await mine.Release(CancellationToken.None));
        Assert.True(await yours.Release(CancellationToken.None));
        Assert.True(await mine.Take(CancellationToken.None));
    }

    private Lease NewLease() => new(_house.Ledger.Writer, "test", TimeSpan.FromSeconds(10));

    private async Task<AccountId> Subscriber()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        await _house.SaveCard(account);
        Assert.Null((await _house.Take(account, "starter")).Refusal);
        return account;
    }
}
