using Billing.Refills;
using Billing.Service.Flows.Refills;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Refills;

/// <summary>Automatic refill from the setting to the credit: what each answer of the bank leads to.</summary>
public sealed class RefillFlowTests : IDisposable
{
    private readonly RefillHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Refill_BelowTheThreshold_IsPaidCreditedOnceAndWrittenDown()
    {
        var account = await _house.Refilled();
        await _house.Use(account);
        await Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Paid }]);

        Assert.Equal("2480", _house.BalanceOf(account));
        var order = Assert.Single(await _house.Orders(account));
        Assert.Equal(($"refill:{order.Id}:1", "Visa 4242"), (order.IdempotencyKey, order.Method));
        Assert.Equal([RefillDiary.TurnedOn, "enough", "started", RefillDiary.Paid], (await _house.Diary(account)).Select(line => line.Decision));
        Assert.Equal("2,000 credits added for $20.00, Visa 4242. The balance went from 480 credits to 2,480 credits.", (await _house.Diary(account))[^1].Why);
        Assert.Contains(await _house.Mails(), mail => mail.Key.StartsWith("receipt:", StringComparison.Ordinal) && mail.Mail.Contains("$20.00", StringComparison.Ordinal));
        Assert.Empty(_house.Violations());
    }

    /// <summary>No job looks here: whoever watches the commits has to see it himself.</summary>
    [Fact]
    public async Task Credit_KeptAside_CountsForNothingWhenTheThresholdIsWatched()
    {
        var account = await _house.Refilled("640");

        await _house.KeepAside(account, "100");
        await _house.Use(account);

        await Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Paid }]);
        Assert.Equal("2580", _house.BalanceOf(account));
        Assert.Equal("480", new Amount((await _house.Diary(account)).Single(line => line.Decision == "started").Balance, _house.Credits).ToDecimalText());
    }

    [Fact]
    public async Task Dispute_KeepingCreditAside_IsRefilledWithoutAnyUsage()
    {
        var account = await _house.Refilled();

        await _house.KeepAside(account, "41");

        await Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Paid }]);
        Assert.Equal("2540", _house.BalanceOf(account));
    }

    [Fact]
    public async Task TurningOn_BelowTheThreshold_ChargesOnlyOneWhoWasTold()
    {
        var account = await _house.Account("480");

        var untold = await _house.TurnOn(account);
        Assert.Equal("charges_now", untold.Refusal?.Code);
        Assert.Contains("$20.00 are charged to Visa 4242", untold.Refusal!.Message, StringComparison.Ordinal);
        Assert.Empty(_house.Bank.Asked);

        Assert.Equal(AutoRefillVerdict.Start, (await _house.TurnOn(account, told: "20")).Value.First.Verdict);
        Assert.Equal("2480", _house.BalanceOf(account));
    }

    [Fact]
    public async Task TurningOn_WithoutACard_IsRefused() =>
        Assert.Equal("no_card", (await _house.TurnOn(await _house.Account(card: false))).Refusal?.Code);

    [Theory]
    [InlineData("0", "1000", 3, "threshold")]
    [InlineData("500", "10", 3, "month_ceiling")]
    [InlineData("500", "1000", 9, "day_limit")]
    public async Task TurningOn_WithASettingThatDoesNotFit_NamesIt(string threshold, string ceiling, int days, string field) =>
        Assert.Equal(field, (await _house.TurnOn(await _house.Account(), threshold, ceiling, days)).Refusal?.Field);

    [Fact]
    public async Task SoftRefusals_InARow_WaitLongerAndTheThirdPauses()
    {
        var account = await _house.Refilled();
        _house.Bank.Otherwise = Script.Decline;

        await _house.Use(account);
        await Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Failed }]);
        await Until(async () => await Tries(account) == (RefillState.On, 1, RefillHouse.Start.Plus(TimeSpan.FromHours(1))));
        await _house.Look(account);
        Assert.Single(_house.Bank.Asked);

        _house.Later(TimeSpan.FromHours(1));
        await _house.Look(account);
        await Until(async () => await Tries(account) == (RefillState.On, 2, RefillHouse.Start.Plus(TimeSpan.FromHours(25))));
        _house.Later(TimeSpan.FromHours(24));
        await _house.Look(account);
        await Until(async () => await Tries(account) == (RefillState.Paused, 3, null));
        Assert.Equal(RefillPause.TooManyRefusals, (await _house.Row(account)).PausedBecause);

        _house.Later(TimeSpan.FromDays(30));
        await _house.Look(account);
        Assert.Equal(3, _house.Bank.Asked.Distinct().Count());
        Assert.Equal(3, (await _house.Mails()).Count(mail => mail.Key.StartsWith("refill-failed:", StringComparison.Ordinal)));
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task SoftRefusal_WithAnotherCardAfterIt_WaitsForTheCoolDownOnly()
    {
        var account = await _house.Refilled();
        _house.Bank.Next(Script.Decline);
        await _house.Use(account);
        await Until(async () => await Tries(account) == (RefillState.On, 1, RefillHouse.Start.Plus(TimeSpan.FromHours(1))));

        await _house.Ledger.Writer.Run(scope => { RefillPause.OtherCard(scope, scope.Find(account)!.Account); return true; }, CancellationToken.None);
        Assert.Equal((RefillState.On, 0, (Instant?)null), await Tries(account));
        await _house.Look(account);
        Assert.Single(_house.Bank.Asked);

        _house.Later(TimeSpan.FromMinutes(10));
        await _house.Look(account);
        await Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Failed }, { State: PaymentState.Paid }]);
        Assert.Contains(await _house.Diary(account), line => line.Decision == "other_card");
    }

    [Fact]
    public async Task HardRefusal_Once_PausesAndTellsNoMoreThanDeclined()
    {
        var account = await _house.Refilled();
        _house.Bank.Otherwise = Script.DeclineForGood;

        await _house.Use(account);
        await Until(async () => (await _house.Row(account)).State == RefillState.Paused);

        var line = (await _house.Diary(account)).Last(line => line.Decision == RefillDiary.Declined);
        Assert.StartsWith("The bank declined the card. Nothing was charged. Auto-refill is paused.", line.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(await _house.Mails(), mail => mail.Mail.Contains("stolen", StringComparison.Ordinal));

        _house.Bank.Otherwise = Script.Pay;
        _house.Later(TimeSpan.FromHours(1));
        Assert.Null((await _house.TurnOn(account, told: "20")).Refusal);
        await Until(() => Task.FromResult(_house.BalanceOf(account) == "2480"));
        Assert.Equal(0, (await _house.Row(account)).Failures);
    }

    [Fact]
    public async Task Authentication_Required_CallsThePaymentOffBeforeTheLinkIsSent()
    {
        var account = await _house.Refilled();
        _house.Bank.Otherwise = Script.NeedPayer;

        await _house.Use(account);
        await Until(async () => (await _house.Row(account)).State == RefillState.Paused);

        var order = Assert.Single(await _house.Orders(account));
        Assert.Equal([order.GatewayPayment!], _house.Bank.CalledOff);
        Assert.Equal((RefillPause.NeedsPayer, "authentication_required"), ((await _house.Row(account)).PausedBecause, order.Failure));
        Assert.Contains(await _house.Mails(), mail => mail.Mail.Contains("https://portal.example/billing/top-up?amount=20", StringComparison.Ordinal));
        Assert.Equal("480", _house.BalanceOf(account));
    }

    [Fact]
    public async Task Off_WithAPaymentUnderWay_StaysOffWhenItIsPaid()
    {
        var account = await _house.Refilled();
        _house.Bank.Otherwise = Script.Wait;
        await _house.Use(account);
        await Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Pending }]);

        Assert.True((await _house.TurnOff(account)).Value);
        var order = (await _house.Orders(account))[0];
        _house.Bank.Change(order.Id, payment => payment with { State = Ports.GatewayPaymentState.Succeeded, Received = payment.Amount });
        Assert.Null(await _house.Event(order.GatewayPayment!));

        Assert.Equal(("2480", RefillState.Off), (_house.BalanceOf(account), (await _house.Row(account)).State));
        await _house.Use(account, 40);
        _house.Later(TimeSpan.FromDays(2));
        Assert.Null(await _house.Look(account));
        Assert.Single(_house.Bank.Asked);
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task Card_TakenOffFile_PausesAndTurningOnAfterASavedOneRefills()
    {
        var account = await _house.Refilled();
        await _house.RemoveCard(account);
        await _house.Use(account);
        await Until(async () => (await _house.Row(account)).State == RefillState.Paused);
        Assert.Equal(RefillPause.NoCard, (await _house.Row(account)).PausedBecause);
        Assert.Empty(_house.Bank.Asked);

        await _house.SaveCard(account);
        Assert.Null((await _house.TurnOn(account, told: "20")).Refusal);
        Assert.Equal("2480", _house.BalanceOf(account));
    }

    [Fact]
    public async Task Looks_ThatSeeTheSame_AreOneLineWithACount()
    {
        var account = await _house.Refilled();
        for (var i = 0; i < 5; i++)
        {
            _house.Later(TimeSpan.FromMinutes(10));
            await _house.Look(account);
        }

        var line = (await _house.Diary(account))[^1];
        Assert.Equal(("enough", 6, RefillHouse.Start, RefillHouse.Start.Plus(TimeSpan.FromMinutes(50))), (line.Decision, line.Looks, line.At, line.LastAt));
    }

    private async Task<(RefillState State, int Failures, Instant? NotBefore)> Tries(AccountId account)
    {
        var row = await _house.Row(account);
        return (row.State, row.Failures, row.NotBefore);
    }

    internal static async Task Until(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds()) await tick.WaitForNextTickAsync(deadline.Token);
    }
}
