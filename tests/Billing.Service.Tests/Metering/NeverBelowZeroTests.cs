using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

public sealed class NeverBelowZeroTests
{
    private const int Rounds = 200;

    [Fact]
    public async Task Ingest_64ParallelDollarsOnTen_ExactlyTenPass()
    {
        using var ledger = new TestLedger();
        for (var round = 0; round < Rounds; round++)
        {
            var account = ledger.AccountWith("10");
            var lowest = long.MaxValue;
            using var watching = ledger.Writer.Feed.Subscribe(account, change =>
            {
                lowest = Math.Min(lowest, change.Balance.Units);
                return Task.CompletedTask;
            });
            var events = Enumerable.Range(0, 64).Select(_ => ledger.Call()).ToArray();

            var receipts = await Task.WhenAll(events.Select(e => Task.Run(() => ledger.Charge(account, e))));

            Assert.Equal(10, receipts.Count(r => r.Outcome == UsageOutcome.Accepted));
            Assert.All(receipts, r => Assert.True(r.BalanceAfter >= 0));
            Assert.All(receipts.Where(r => r.Outcome != UsageOutcome.Accepted), r => Assert.Equal("insufficient_quota", r.Refusal?.Code));
            Assert.Equal("0", ledger.BalanceOf(account));
            Assert.True(lowest >= 0);
        }

        Assert.Equal(Rounds * 10 * Asset.UnitsPerWhole, -ledger.Entries().Where(e => e.Entry.Amount < 0).Sum(e => e.Entry.Amount));
    }

    [Fact]
    public async Task Ingest_TwoParallelDollarsOnOne_ExactlyOnePasses()
    {
        using var ledger = new TestLedger();
        for (var round = 0; round < Rounds; round++)
        {
            var account = ledger.AccountWith("1");
            var (first, second) = (ledger.Call(), ledger.Call());

            var receipts = await Task.WhenAll(Task.Run(() => ledger.Charge(account, first)), Task.Run(() => ledger.Charge(account, second)));

            Assert.Single(receipts, r => r.Outcome == UsageOutcome.Accepted);
            Assert.Equal("0", ledger.BalanceOf(account));
        }
    }

    [Fact]
    public async Task Ingest_DearerThanTheBalance_TakesWhatIsThereAndRecordsTheRest()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("0.4");

        var receipt = await ledger.Charge(account, ledger.Call());

        Assert.Equal(UsageOutcome.Accepted, receipt.Outcome);
        Assert.Equal(40_000_000, receipt.Cost);
        Assert.Equal(60_000_000, receipt.Uncovered);
        Assert.Equal(0, receipt.BalanceAfter);
    }

    [Fact]
    public async Task Ingest_RefusedForMoney_LeavesTheIdFree()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount();
        var call = ledger.Call();

        Assert.Equal("insufficient_quota", (await ledger.Charge(account, call)).Refusal?.Code);
        ledger.Grant(account, "5");
        var again = await ledger.Charge(account, call);

        Assert.Equal(UsageOutcome.Accepted, again.Outcome);
        Assert.Equal("4", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Ingest_FailedCallAtZero_IsStoredAndFree()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount();

        var receipt = await ledger.Charge(account, ledger.Call(status: Billing.Metering.UsageStatus.Error));

        Assert.Equal(UsageOutcome.Accepted, receipt.Outcome);
        Assert.Equal(0, receipt.Cost);
        Assert.Empty(ledger.Entries());
    }
}
