using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Tests.Storage;

public sealed class StartUpTests
{
    [Fact]
    public void Take_FolderHeldAlready_RefusesNamingTheFolder()
    {
        using var ledger = new TestLedger();

        var refused = Assert.Throws<DataFolderInUseException>(() => DataFolder.Take(ledger.Path));

        Assert.Contains(ledger.Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Door_OfTheRunningPortal_IsFoundAndGoesWithIt()
    {
        var path = Directory.CreateTempSubdirectory("door-").FullName;
        var door = new PortalDoor(new Uri("http://127.0.0.1:5080/"), "secret");
        using (var folder = DataFolder.Take(path))
        {
            Assert.Null(DataFolder.FindDoor(path));
            folder.OpenDoor(door);
            Assert.Equal(door, DataFolder.FindDoor(path));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(path, "portal.door")));
        }

        Assert.Null(DataFolder.FindDoor(path));
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Open_WithAnOrphanedMigrationLock_StartsAllTheSame()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("5");
        ledger.Stop();
        Execute(ledger.Path, """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
            """);

        var opening = Task.Run(ledger.Restart);

        Assert.Same(opening, await Task.WhenAny(opening, Task.Delay(TimeSpan.FromSeconds(20))));
        await opening;
        Assert.Equal("5", ledger.BalanceOf(account));
    }

    [Fact]
    public void Open_PublishedVersionWithOtherContent_RefusesToStart()
    {
        using var ledger = new TestLedger();
        ledger.Stop();
        var book = TestLedger.PriceBooks.Single(file => Path.GetFileName(file) == "kunavo.json");
        var changed = Path.Combine(ledger.Path, Path.GetFileName(book));
        File.WriteAllText(changed, File.ReadAllText(book).Replace("\"name\": \"Kunavo\"", "\"name\": \"Cheaper\"", StringComparison.Ordinal));

        using var folder = DataFolder.Take(ledger.Path);
        var refused = Assert.Throws<PriceBookException>(() => BillingEngine.Open(folder, [changed], ledger.Clock));

        Assert.Contains("published and cannot change", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Again_HasTheSameWallets()
    {
        using var ledger = new TestLedger();
        var accounts = Enumerable.Range(0, 5).Select(i => ledger.AccountWith($"{i + 1}")).ToArray();
        foreach (var account in accounts)
        {
            ledger.Grant(account, "0.5", Billing.Credits.GrantKind.Bonus);
            for (var i = 0; i < 7; i++) await ledger.Charge(account, ledger.Call(inputTokens: 30_000));
        }

        var before = accounts.Select(a => Shown(ledger.Writer.Find(a)!)).ToArray();
        var position = ledger.Writer.Position;
        ledger.Restart();

        Assert.Equal(before, accounts.Select(a => Shown(ledger.Writer.Find(a)!)));
        Assert.Equal(position, ledger.Writer.Position);
    }

    [Fact]
    public async Task Open_FromASnapshot_EqualsAFullReplay()
    {
        var snapshot = new TakenSnapshot();
        using var ledger = new TestLedger(snapshot: snapshot);
        var account = ledger.AccountWith("10");
        await ledger.Charge(account, ledger.Call());
        snapshot.Taken = new(ledger.Writer.Position.LastEntry, [SnapshotOf(ledger.Writer.Find(account)!)]);
        await ledger.Charge(account, ledger.Call());
        var later = ledger.AccountWith("3");
        var before = new[] { account, later }.Select(a => Shown(ledger.Writer.Find(a)!)).ToArray();

        ledger.Restart();

        Assert.Equal(before, new[] { account, later }.Select(a => Shown(ledger.Writer.Find(a)!)));

        // A snapshot that is ahead belongs to another ledger and is passed over.
        snapshot.Taken = snapshot.Taken with { LastEntry = 1_000_000 };
        ledger.Restart();
        Assert.Equal("8", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Open_WithAnEntryMissing_RefusesNamingIt()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        await ledger.Ingest(account, ledger.Call(), ledger.Call());
        ledger.Stop();
        Execute(ledger.Path, "DROP TRIGGER entries_no_delete; DELETE FROM entries WHERE id = 2");

        var refused = Assert.Throws<InvalidDataException>(ledger.Restart);

        Assert.Contains("Entry 3 of account 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UsageTables_FollowTheMonthOfRecording_AndNumbersRunOn()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        await ledger.Charge(account, ledger.Call());
        ledger.Clock.MoveTo(Instant.At(2026, 4, 1));
        await ledger.Ingest(account, ledger.Call(time: Instant.At(2026, 3, 31)), ledger.Call());
        ledger.Restart();
        var third = await ledger.Charge(account, ledger.Call());

        using var connection = ledger.Reader.OpenConnection();
        Assert.Equal([new("usage_202603", 1), new("usage_202604", 2)], UsagePartitions.Of(connection));
        Assert.Equal(4, third.Row);
    }

    private static string Shown(WalletState wallet) =>
        $"{wallet.Account} {wallet.Balance} {wallet.LastNumber} {Convert.ToHexString(wallet.LastHash.Span)} {string.Join(' ', wallet.Grants)}";

    private static WalletSnapshot SnapshotOf(WalletState wallet) => new(
        wallet.Account, wallet.Balance, wallet.LastNumber, wallet.LastHash.ToArray(), wallet.Grants.ToDictionary(g => g.Grant.Number, g => g.Remaining));

    private static void Execute(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "billing.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class TakenSnapshot : ISnapshot
    {
        public LedgerSnapshot? Taken { get; set; }

        public LedgerSnapshot? Load() => Taken;
    }
}
