using Billing.Metering;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Service.Views;
using Billing.Units;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Views;

public sealed class ViewsStoreTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly Period March = Period.MonthOf(TestLedger.Start);

    [Fact]
    public async Task Read_FeederStopped_ShowsWhatIsCommittedAtOnce()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("10");
        for (var call = 1; call <= 3; call++)
        {
            await ledger.Ledger.Charge(account, ledger.Ledger.Call());
            if (call == 2) ledger.Merge();

            var overview = await ledger.Overview.Read(account, March, CancellationToken.None);
            var requests = await ledger.Requests.Read(account, new(March, null, null, null, null), CancellationToken.None);
            var lines = await ledger.Transactions.Read(account, new(March, null, LedgerTime.Recorded, false, null), CancellationToken.None);

            Assert.Equal(Amount.Whole(call, Asset.Usd), overview.Spend.Cost);
            Assert.Equal(Amount.Whole(10 - call, Asset.Usd), overview.Balance);
            Assert.Equal(call, requests.Lines.Count);
            Assert.Equal(Amount.Whole(10 - call, Asset.Usd), lines.Closing);
            Assert.Equal(Amount.Whole(-call, Asset.Usd), lines.Lines[0].Amount);
        }
    }

    [Fact]
    public async Task Feeder_Running_MergesWhatIsCommitted()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("10");
        ledger.Store.Start();
        await ledger.Store.Ready.WaitAsync(Deadline);

        var receipt = await ledger.Ledger.Charge(account, ledger.Ledger.Call());

        await Until(() => ledger.Store.Duplicates.Covers >= receipt.Row);
        Assert.Equal(1, ledger.Store.Snapshot.Load()!.Wallets.Single().LastNumber - 1);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("damaged")]
    [InlineData("no database")]
    [InlineData("another version")]
    [InlineData("ahead of the ledger")]
    public async Task ViewsFile_Unusable_IsBuiltAgainWithTheSameAnswers(string how)
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("100");
        for (var call = 0; call < 20; call++)
        {
            await ledger.Ledger.Charge(account, ledger.Ledger.Call());
            ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromMinutes(20)));
        }

        ledger.Merge();
        var before = await Answers(ledger, account);
        Spoil(ledger.ViewsPath, how);

        using var again = new ViewsLedgerStore(ledger);
        await again.Store.Ready.WaitAsync(Deadline);

        Assert.Equal(before, await Answers(again.Overview, again.Transactions, account));
    }

    [Fact]
    public async Task ViewsFile_DeletedWhileRunning_ReadersGoOn()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("100");
        ledger.Store.Start();
        await ledger.Store.Ready.WaitAsync(Deadline);
        ViewsFile.Delete(ledger.ViewsPath);

        await ledger.Ledger.Charge(account, ledger.Ledger.Call());

        var overview = await ledger.Overview.Read(account, March, CancellationToken.None);
        Assert.Equal(Amount.Whole(1, Asset.Usd), overview.Spend.Cost);
        await Until(() => File.Exists(ledger.ViewsPath));
    }

    [Fact]
    public async Task ViewsFile_BegunWithoutItsTables_IsWaitedFor()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("100");
        await ledger.Ledger.Charge(account, ledger.Ledger.Call());
        using (var begun = SqliteFile.OpenToWrite(ledger.ViewsPath)) begun.Execute("PRAGMA journal_mode=WAL");

        var reading = ledger.Overview.Read(account, March, CancellationToken.None);
        ledger.Store.Start();

        Assert.Equal(Amount.Whole(1, Asset.Usd), (await reading.WaitAsync(Deadline)).Spend.Cost);
    }

    [Fact]
    public async Task Restart_WithSnapshotAndIndex_KnowsBalancesAndOldEvents()
    {
        var folder = Directory.CreateTempSubdirectory("views-");
        try
        {
            var (account, e, first) = await OneCall(folder.FullName);
            using var store = new ViewsStore(Path.Combine(folder.FullName, "views.db"), Path.Combine(folder.FullName, "billing.db"), NullLogger<ViewsStore>.Instance);
            store.Start();
            await store.Ready.WaitAsync(Deadline);
            Assert.Equal(first.Row, store.Duplicates.Covers);
            Assert.Equal(Amount.Whole(4, Asset.Usd).Units, Assert.Single(Assert.Single(store.Snapshot.Load()!.Wallets).Remaining).Value);

            using var ledger = new TestLedger(folder.FullName, store.Duplicates, store.Snapshot);
            var again = await ledger.Charge(account, e);

            Assert.Equal((UsageOutcome.Duplicate, first.Row), (again.Outcome, again.Row));
            Assert.Equal("4", ledger.BalanceOf(account));
            store.Dispose();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(AccountId Account, UsageEvent Event, UsageReceipt Receipt)> OneCall(string folder)
    {
        using var ledger = new TestLedger(folder);
        var account = ledger.AccountWith("5");
        var e = ledger.Call();
        return (account, e, await ledger.Charge(account, e));
    }

    private static async Task<string> Answers(ViewsLedger ledger, AccountId account) => await Answers(ledger.Overview, ledger.Transactions, account);

    private static async Task<string> Answers(OverviewRead overview, LedgerRead transactions, AccountId account)
    {
        var page = await overview.Read(account, March, CancellationToken.None);
        var hours = await transactions.Read(account, new(March, null, LedgerTime.Recorded, false, null), CancellationToken.None);
        var entries = await transactions.Read(account, new(March, null, LedgerTime.Occurred, true, null), CancellationToken.None);
        return string.Join('\n', (object[])
        [
            page.Balance, page.Spend, page.Runway, page.Month.Spent, page.Month.SameDaysBefore,
            .. page.Grants, .. page.Models, .. page.Days, .. page.Month.Days, .. page.LastEntries,
            hours.Opening!, hours.In, hours.Out, hours.Closing!, .. hours.Lines, entries.In, entries.Out, .. entries.Lines,
        ]);
    }

    private static void Spoil(string path, string how)
    {
        switch (how)
        {
            case "deleted":
                ViewsFile.Delete(path);
                break;
            case "damaged":
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
                {
                    file.Position = 16_384;
                    file.Write(new byte[file.Length - file.Position]);
                }

                File.Delete(path + "-wal");
                break;
            case "no database":
                ViewsFile.Delete(path);
                File.WriteAllText(path, new string('x', 50_000));
                break;
            case "another version":
                Execute(path, "PRAGMA user_version = 999; UPDATE usage_day SET cost = 1");
                break;
            case "ahead of the ledger":
                Execute(path, "UPDATE applied SET usage = usage + 5; UPDATE usage_day SET cost = 1");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how));
        }
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition()) await Task.Delay(5, deadline.Token);
    }
}
