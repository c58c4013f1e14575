using Microsoft.Data.Sqlite;

namespace Billing.Service.Tests.Storage;

public sealed class AppendOnlyTests
{
    public static TheoryData<string> Attempts => new(
        "UPDATE entries SET amount = amount + 1 WHERE id = 1",
        "UPDATE OR REPLACE entries SET id = 2 WHERE id = 1",
        "DELETE FROM entries WHERE id = 1",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE id = 1",
        "REPLACE INTO entries SELECT * FROM entries WHERE id = 1",
        "INSERT INTO entries SELECT * FROM entries WHERE id = 1 ON CONFLICT DO UPDATE SET amount = 0",
        "UPDATE usage_202603 SET cost = 0",
        "DELETE FROM usage_202603",
        "INSERT OR REPLACE INTO usage_202603 SELECT * FROM usage_202603 WHERE row = 1",
        "UPDATE grants SET amount = 1",
        "DELETE FROM grants",
        "UPDATE commands SET answer = '0'",
        "INSERT OR REPLACE INTO commands SELECT * FROM commands",
        "UPDATE price_book_versions SET json = '{}'",
        "DELETE FROM price_book_versions");

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Rows_ChangedByHand_AreRefusedByTheDatabase(string sql)
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("5");
        await ledger.Charge(account, ledger.Call());
        var before = ledger.Entries();

        var refused = Assert.Throws<SqliteException>(() => Execute(ledger.Path, sql));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.Select(e => (e.Id, e.Entry)), ledger.Entries().Select(e => (e.Id, e.Entry)));
    }

    private static void Execute(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "billing.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
