using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Reads;

public sealed class LedgerReadTests
{
    private static readonly Period March = Period.MonthOf(TestLedger.Start);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lines_CallsOfAnHour_ShareOneUntilSomethingComesBetween(bool merged)
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("10");
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        if (merged) ledger.Merge();
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        ledger.Ledger.Grant(account, "5", GrantKind.Coupon);
        for (var i = 0; i < 3; i++) await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromHours(1)));
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        if (merged) ledger.Merge();

        var view = await Read(ledger, account);

        Assert.Equal(
            [
                (8L, 8L, 1L, EntryType.Consume, "claude-opus-4.6", "9"),
                (5L, 7L, 3L, EntryType.Consume, "3 calls", "10"),
                (4L, 4L, 1L, EntryType.Grant, "Credit: coupon", "13"),
                (2L, 3L, 2L, EntryType.Consume, "2 calls", "8"),
                (1L, 1L, 1L, EntryType.Topup, "Top-up", "10"),
            ],
            view.Lines.Select(line => (line.FirstNumber, line.Number, line.Count, line.Type, line.What, line.BalanceAfter.ToDecimalText())));
        Assert.Equal((Usd("0"), Usd("15"), Usd("-6"), Usd("9")), (view.Opening, view.In, view.Out, view.Closing));
        Assert.Equal((8L, 8L), (view.Entries, view.LastNumber));
    }

    [Fact]
    public async Task Lines_ByOccurred_GatherLateCallsInTheirOwnHour()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("10");
        var early = ledger.Clock.Now;
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        ledger.Merge();
        ledger.Clock.MoveTo(early.PlusDays(3));
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        await ledger.Ledger.Charge(account, ledger.Ledger.Call(time: early.Plus(TimeSpan.FromMinutes(1))));

        var view = await ledger.Transactions.Read(account, new(Period.OfDays(early.Day, early.Day), EntryType.Consume, LedgerTime.Occurred, false, null), CancellationToken.None);

        var line = Assert.Single(view.Lines);
        Assert.Equal((2L, 4L, 2L, "2 calls"), (line.FirstNumber, line.Number, line.Count, line.What));
        Assert.Equal(new Amount?[] { null, Usd("-2"), null }, new[] { view.Opening, view.Out, view.Closing });
    }

    [Fact]
    public async Task Lines_ChargeOverTwoGrants_CountsOneCall()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("0.5");
        ledger.Ledger.Grant(account, "5");
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());

        var line = (await Read(ledger, account)).Lines[0];

        Assert.Equal((2L, "1 call"), (line.Count, line.What));
    }

    [Fact]
    public async Task Lines_Correction_ShowsReasonNoteAndActor()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("10");
        await ledger.Ledger.Writer.Run(scope => scope.Once(
            new NewCommand("key", "manual_adjust", 1, "Olga", new byte[32], "We are sorry for the outage.", "Overcharged"), command =>
            {
                var wallet = scope.Find(account)!;
                scope.Post(new(wallet.Account, EntryType.ManualAdjust, -100_000_000, wallet.Grants[0].Grant.Number, CauseKind.Command, command));
                return (Outcome<int>)0;
            }), CancellationToken.None);

        var line = (await Read(ledger, account)).Lines[0];

        Assert.Equal(("Overcharged", "We are sorry for the outage.", "Olga"), (line.What, line.Note, line.Actor));
        Assert.Equal((EntryType.ManualAdjust, Usd("-1"), Usd("9")), (line.Type, line.Amount, line.BalanceAfter));
    }

    [Fact]
    public async Task Lines_SingleCall_ShowsModelKeyAndItsUsageRow()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("10");
        var key = ledger.Keys.Add(account, "prod");
        var receipt = (await ledger.Ingest(account, key, [ledger.Ledger.Call()]))[0];

        var line = (await ledger.Transactions.Read(account, new(March, null, LedgerTime.Recorded, true, null), CancellationToken.None)).Lines[0];

        Assert.Equal(("claude-opus-4.6", "bp_live_0000", "prod", receipt.Row), (line.What, line.Reference, line.Actor, line.UsageRow));
    }

    [Fact]
    public async Task Read_PeriodBeforeAndAfterEverything_OpensAndClosesAlike()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("10");
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        ledger.Merge();

        var before = await Read(ledger, account, Period.MonthOf(March.Start.PlusDays(-1)));
        var after = await Read(ledger, account, Period.MonthOf(March.End));

        Assert.Equal((Usd("0"), Usd("0")), (before.Opening, before.Closing));
        Assert.Equal((Usd("9"), Usd("9")), (after.Opening, after.Closing));
        Assert.Empty(after.Lines);
    }

    private static Amount? Usd(string text) => Amount.Parse(text, Asset.Usd);

    private static Task<LedgerView> Read(ViewsLedger ledger, AccountId account, Period? period = null) =>
        ledger.Transactions.Read(account, new(period ?? March, null, LedgerTime.Recorded, false, null), CancellationToken.None);
}
