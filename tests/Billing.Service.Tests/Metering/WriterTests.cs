using System.Collections.Concurrent;
using Billing.Ledger;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

public sealed class WriterTests
{
    [Fact]
    public async Task Commit_ThatFails_LeavesNothingAndTellsEveryCaller()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        await ledger.Charge(account, ledger.Call());
        var (before, entries) = (ledger.Writer.Find(account), ledger.Entries().Count);
        var calls = Enumerable.Range(0, 20).Select(_ => ledger.Call() with { UserAgent = "never seen before" }).ToArray();

        ledger.Writer.BeforeCommit = () => throw new IOException("disk full");
        var failed = await Task.WhenAll(calls.Select(async call => await Record.ExceptionAsync(() => ledger.Charge(account, call))));
        var flow = await Record.ExceptionAsync(() => ledger.Writer.Run(scope => scope.OpenAccount(new(Guid.CreateVersion7()), "B", TestLedger.Book), CancellationToken.None));
        ledger.Writer.BeforeCommit = null;

        Assert.All(failed.Append(flow), exception => Assert.IsType<LedgerUnavailableException>(exception));
        Assert.Same(before, ledger.Writer.Find(account));
        Assert.Equal(entries, ledger.Entries().Count);

        var receipts = await Task.WhenAll(calls.Take(9).Select(call => ledger.Charge(account, call)));
        Assert.All(receipts, r => Assert.Equal(UsageOutcome.Accepted, r.Outcome));
        ledger.Restart();
        Assert.Equal("0", ledger.BalanceOf(account));
        var again = await Task.WhenAll(calls.Take(9).Select(call => ledger.Charge(account, call)));
        Assert.All(again, r => Assert.Equal(UsageOutcome.Duplicate, r.Outcome));
    }

    [Fact]
    public async Task Run_ThatThrows_UndoesItselfAndNotItsNeighbours()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        var number = ledger.Writer.Find(account)!.Account;
        using var hold = new ManualResetEventSlim();
        // The first flow keeps the writer until the others wait, so that all end up in one group.
        var first = ledger.Writer.Run(_ => hold.Wait(TimeSpan.FromMilliseconds(1)), CancellationToken.None);
        var call = ledger.Charge(account, ledger.Call());
        var thrown = ledger.Writer.Run<int>(scope =>
        {
            scope.Debit(new(number, EntryType.ManualAdjust, -5, 0, CauseKind.Command, 99));
            scope.Db.Settings.Add(new SettingRow { Key = "k", Value = "v" });
            scope.Db.SaveChanges();
            throw new InvalidOperationException("a bug");
        }, CancellationToken.None);
        var after = ledger.Charge(account, ledger.Call());

        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(() => thrown)).Message);
        await Task.WhenAll(first, call, after);
        Assert.Equal("8", ledger.BalanceOf(account));
        Assert.Equal([1L, 2, 3], ledger.Entries().Select(e => e.Entry.Number));
        using var db = ledger.Reader.OpenContext();
        Assert.Empty(db.Settings);
    }

    [Fact]
    public async Task Once_SameKeyAgain_RunsOnceAndConflictsOnOtherContent()
    {
        using var ledger = new TestLedger();
        var ran = 0;
        Task<Outcome<string>> Ask(string request) => ledger.Writer.Run(
            scope => scope.Once(TestLedger.Command("key", "test", request), number => { ran++; return (Outcome<string>)$"answer {number}"; }), CancellationToken.None);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => Ask("a"))));
        ledger.Restart();
        var again = await Ask("a");
        var other = await Ask("b");

        Assert.Equal(1, ran);
        Assert.All(answers.Append(again), a => Assert.Equal("answer 1", a.Value));
        Assert.Equal("key_reused", other.Refusal?.Code);
    }

    [Fact]
    public async Task Once_Refused_StoresNothingAndMayBeTriedAgain()
    {
        using var ledger = new TestLedger();
        var refuse = true;
        Task<Outcome<int>> Ask() => ledger.Writer.Run(
            scope => scope.Once(TestLedger.Command("key", "test"), _ => refuse ? new Refusal("not_now", "Later.") : (Outcome<int>)7), CancellationToken.None);

        Assert.Equal("not_now", (await Ask()).Refusal?.Code);
        refuse = false;
        Assert.Equal(7, (await Ask()).Value);
    }

    [Fact]
    public async Task Post_BeyondAGrant_Throws()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("1");
        var number = ledger.Writer.Find(account)!.Account;

        foreach (var amount in new[] { 1L, -100_000_001L, 0L })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.Writer.Run(
                scope => scope.Post(new(number, EntryType.ManualAdjust, amount, 1, CauseKind.Command, 1)), CancellationToken.None));
        }

        Assert.Equal("1", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Ingest_WhenTooMuchWaits_AnswersBusy()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("1000");
        using var release = new ManualResetEventSlim();
        var blocked = ledger.Writer.Run(_ => release.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
        var waiting = new List<Task>();

        var busy = Assert.Throws<WriterBusyException>(() =>
        {
            for (var i = 0; i < 200; i++) waiting.Add(ledger.Ingest(account, [.. Enumerable.Range(0, 1_000).Select(_ => ledger.Call(inputTokens: 1))]));
        });

        Assert.True(busy.RetryAfter > TimeSpan.Zero);
        Assert.InRange(waiting.Count, 90, 110);
        release.Set();
        await Task.WhenAll(waiting.Append(blocked));
        Assert.Equal(UsageOutcome.Accepted, (await ledger.Charge(account, ledger.Call())).Outcome);
    }

    [Fact]
    public async Task Feed_SlowSubscriber_DoesNotHoldTheWriterAndSeesTheNewest()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        using var release = new ManualResetEventSlim();
        var seen = new ConcurrentQueue<BalanceChange>();
        using var subscription = ledger.Writer.Feed.Subscribe(account, change =>
        {
            release.Wait(TimeSpan.FromSeconds(30));
            seen.Enqueue(change);
            return Task.CompletedTask;
        });

        for (var i = 0; i < 10; i++) await ledger.Charge(account, ledger.Call());
        release.Set();

        Assert.True(SpinWait.SpinUntil(() => seen.LastOrDefault().LastNumber == 11, TimeSpan.FromSeconds(10)));
        Assert.InRange(seen.Count, 1, 3);
        Assert.Equal(new BalanceChange(account, Amount.Zero(Asset.Usd), 11), seen.Last());
    }

    [Fact]
    public async Task Wal_UnderLoad_IsCheckpointedByTheWriterAndStaysSmall()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("1000");
        var (file, wal) = (new FileInfo(Path.Combine(ledger.Path, "billing.db")), new FileInfo(Path.Combine(ledger.Path, "billing.db-wal")));
        for (var i = 0; i < 60; i++) await ledger.Ingest(account, [.. Enumerable.Range(0, 1_000).Select(_ => ledger.Call(inputTokens: 10))]);
        file.Refresh();
        wal.Refresh();

        Assert.True(file.Length > 6_000_000, $"{file.Length} bytes are in the file: no checkpoint was made");
        Assert.True(wal.Length < 20_000_000, $"the WAL has {wal.Length} bytes");
        ledger.Stop();
        Assert.False(File.Exists(wal.FullName));
        ledger.Restart();
    }

    [Fact]
    public async Task Dispose_WithRequestsWaiting_FinishesThem()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("100");
        var charges = Enumerable.Range(0, 50).Select(_ => ledger.Charge(account, ledger.Call())).ToArray();

        ledger.Restart();

        Assert.All(await Task.WhenAll(charges), r => Assert.Equal(UsageOutcome.Accepted, r.Outcome));
        Assert.Equal("50", ledger.BalanceOf(account));
    }
}
