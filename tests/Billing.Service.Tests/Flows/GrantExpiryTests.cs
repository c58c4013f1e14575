using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Flows;

public sealed class GrantExpiryTests
{
    [Fact]
    public async Task Grant_TimeRunsOut_LeavesTheBalanceOnceByItsOwnInstant()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("5");
        var expires = TestLedger.Start.PlusDays(3);
        ledger.Grant(account, "2", GrantKind.Bonus, expires);
        Assert.Empty(ledger.Writer.Due(TestLedger.Start));

        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(10));
        Assert.Equal([account], ledger.Writer.Due(ledger.Clock.Now));
        await ledger.Charge(account, ledger.Call());

        Assert.Empty(ledger.Writer.Due(ledger.Clock.Now));
        var written = ledger.Entries().Select(e => e.Entry).ToList();
        Assert.Equal(
            [(EntryType.Topup, 5), (EntryType.Topup, 2), (EntryType.Expire, -2), (EntryType.Consume, -1)],
            written.Select(e => (e.Type, e.Amount / 100_000_000)));
        Assert.Equal((expires, ledger.Clock.Now), (written[2].Occurred, written[2].Recorded));
        ledger.Restart();
        Assert.Equal("4", ledger.BalanceOf(account));
        Assert.Empty(ledger.Writer.Due(ledger.Clock.Now));
    }

    [Fact]
    public void Grant_NobodyTouchesTheAccount_IsFoundDueAfterARestart()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount();
        ledger.Grant(account, "2", GrantKind.Bonus, TestLedger.Start.PlusDays(3));

        ledger.Restart();
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(3));

        Assert.Equal([account], ledger.Writer.Due(ledger.Clock.Now));
    }

    [Fact]
    public async Task DueJob_OfTwoProcesses_OneDoesItAndTheOtherTakesOver()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("5");
        ledger.Grant(account, "1", GrantKind.Bonus, TestLedger.Start.PlusDays(1));
        ledger.Grant(account, "2", GrantKind.Bonus, TestLedger.Start.PlusDays(1).Plus(TimeSpan.FromSeconds(10)));
        using var first = new DueJob(ledger.Writer, ledger.Clock, NullLogger<DueJob>.Instance);
        using var second = new DueJob(ledger.Writer, ledger.Clock, NullLogger<DueJob>.Instance);

        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(1));
        await first.RunNow(CancellationToken.None);
        Assert.Equal("7", ledger.BalanceOf(account));
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(1).Plus(TimeSpan.FromSeconds(10)));
        await second.RunNow(CancellationToken.None);
        Assert.Equal("7", ledger.BalanceOf(account));

        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(1).Plus(TimeSpan.FromSeconds(30)));
        await second.RunNow(CancellationToken.None);
        Assert.Equal("5", ledger.BalanceOf(account));
        Assert.Equal(2, ledger.Entries().Count(e => e.Entry.Type == EntryType.Expire));
    }
}
