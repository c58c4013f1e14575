using Billing.Refills;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Refills;

/// <summary>Five hundred crossings in a second, two processes, jobs beside: at most one charge per cool-down, and the ceilings hold.</summary>
public sealed class RefillStormTests : IDisposable
{
    private const int Crossings = 500;
    private readonly RefillHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData(Script.Pay, 1)]
    [InlineData(Script.Decline, 0)]
    [InlineData(Script.NeedPayer, 0)]
    [InlineData(Script.LoseAnswer, 1)]
    [InlineData(Script.LoseRequest, 0)]
    public async Task Crossings_InOneSecond_AskTheBankForOneChargeByOneKey(Script card, int taken)
    {
        var account = await _house.Refilled("31000", "30990");
        using var other = _house.NewJob(_house.NewWatch());
        await other.RunNow(CancellationToken.None);
        _house.Bank.Otherwise = card;

        await Storm(account);
        await Settled(account);

        Assert.Single(await _house.Orders(account));
        Assert.Single(_house.Bank.Asked.Distinct());
        Assert.Equal(taken, _house.Bank.Taken.Count);
        _house.Bank.Otherwise = Script.Pay;
        _house.Later(TimeSpan.FromMinutes(2));
        using var janitor = _house.Janitor();
        await janitor.RunNow(CancellationToken.None);
        Assert.Single(_house.Bank.Asked.Distinct());
        Assert.Equal(31_000L - 60 * Crossings + 2_000 * _house.Bank.Taken.Count, long.Parse(_house.BalanceOf(account)));
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task Storms_OverDays_KeepTheCoolDownTheDayAndTheMonth()
    {
        var account = await _house.Refilled("100000", "1000000", ceiling: "100", told: "20");
        using var one = _house.NewJob(_house.Watch);
        using var two = _house.NewJob(_house.NewWatch());
        for (var round = 0; round < 60; round++)
        {
            await Task.WhenAll(_house.Use(account), _house.Look(account), one.RunNow(CancellationToken.None), two.RunNow(CancellationToken.None));
            _house.Later(TimeSpan.FromMinutes(round % 20 == 19 ? 23 * 60 : 7));
        }

        await Settled(account);
        var orders = await _house.Orders(account);
        Assert.All(orders.Zip(orders.Skip(1)), pair => Assert.True(pair.Second.Created - pair.First.Created >= TimeSpan.FromMinutes(10)));
        Assert.All(orders.GroupBy(order => order.Created.Day), day => Assert.InRange(day.Count(), 1, 3));
        Assert.Equal(5, orders.Count);
        Assert.Contains(await _house.Diary(account), line => line.Decision == "month_ceiling" && line.Why.Contains("$100.00", StringComparison.Ordinal));
        Assert.Contains(await _house.Diary(account), line => line.Decision == "day_limit");

        _house.Ledger.Clock.MoveTo(Instant.At(2026, 4, 1));
        await one.RunNow(CancellationToken.None);
        Assert.Equal(6, (await _house.Orders(account)).Count);
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task Jobs_TwoAtOnceAfterACoolDown_StartOne()
    {
        var account = await _house.Refilled("2600", "2590");
        await _house.Use(account);
        await Settled(account);
        await _house.Use(account, 40);
        using var one = _house.NewJob(_house.NewWatch());
        using var two = _house.NewJob(_house.NewWatch());
        _house.Later(TimeSpan.FromMinutes(10));

        await Task.WhenAll(one.RunNow(CancellationToken.None), two.RunNow(CancellationToken.None));

        Assert.Equal(2, (await _house.Orders(account)).Count);
    }

    [Fact]
    public async Task Process_ThatDiedBetweenOrderAndCharge_IsFinishedByTheOrdersKey()
    {
        var account = await _house.Refilled();
        _house.Bank.Away = true;
        await _house.Use(account);
        await Settled(account);
        Assert.Equal(PaymentState.Created, await _house.StateOf(account));

        _house.Bank.Away = false;
        _house.Later(TimeSpan.FromMinutes(2));
        using var janitor = _house.Janitor();
        await janitor.RunNow(CancellationToken.None);

        Assert.Equal(PaymentState.Paid, await _house.StateOf(account));
        Assert.Equal(("2480", 1), (_house.BalanceOf(account), _house.Bank.Taken.Count));
    }

    /// <summary>An account without refill costs the feed a look-up and the ledger no read.</summary>
    [Fact]
    public async Task Watch_OfAccountsWithoutRefill_FollowsNone()
    {
        var account = await _house.Account("5");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _house.Use(account)));
        Assert.Empty(await _house.Diary(account));
        Assert.Empty(_house.Bank.Asked);
    }

    private Task Storm(AccountId account) => Task.WhenAll(Enumerable.Range(0, Crossings).Select(i => Task.Run(async () =>
    {
        await _house.Use(account);
        if (i % 5 == 0) await _house.Look(account);
    })));

    /// <summary>Until an attempt was made and every call has come back: two looks in a row find nothing to do.</summary>
    private async Task Settled(AccountId account)
    {
        await RefillFlowTests.Until(async () => !_house.Bank.Asked.IsEmpty && (await _house.Look(account))?.Verdict != AutoRefillVerdict.Start);
        await RefillFlowTests.Until(async () => (await _house.Orders(account)).All(order => order.State == PaymentState.Paid || order.LookedAt is not null));
        await RefillFlowTests.Until(async () => (await _house.Orders(account)).Where(order => order.State == PaymentState.Created)
            .All(order => _house.Bank.PaymentOf(order.Id) is null || _house.Bank.Asked.Contains(order.IdempotencyKey)));
    }
}
