using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Tests.Flows;

public sealed class InvoiceAppendOnlyTests
{
    public static TheoryData<string> Attempts => new(
        "UPDATE invoices SET due = 0",
        "UPDATE OR REPLACE invoices SET number = 2 WHERE number = 1",
        "DELETE FROM invoices WHERE number = 1",
        "DELETE FROM invoices",
        "INSERT OR REPLACE INTO invoices SELECT * FROM invoices WHERE number = 1",
        "REPLACE INTO invoices SELECT * FROM invoices WHERE number = 1",
        "INSERT INTO invoices SELECT * FROM invoices WHERE number = 1 ON CONFLICT DO UPDATE SET due = 0");

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Invoice_ChangedByHand_IsRefusedByTheDatabase(string sql)
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await house.Open("startup");
        house.Now = Instant.At(2026, 2, 1);
        house.Look(account);
        var before = house.Told(1);

        using var connection = new SqliteConnection($"Data Source={Path.Combine(house.Ledger.Path, "billing.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var refused = Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, house.Told(1));
    }

    /// <summary>What no trigger can see, the audit says: a collection that was closed by hand, credit from nowhere, a document of another amount.</summary>
    [Theory]
    [InlineData("UPDATE collections SET state = 2", "its entries leave -79")]
    [InlineData("UPDATE accounts SET credit_on_account = 500000000", "5 of credit")]
    [InlineData("DROP TRIGGER invoices_no_update; UPDATE invoices SET due = 1, total = 1", "are not 0.00000001")]
    [InlineData("DROP TRIGGER invoices_no_delete; DELETE FROM invoices", "document 1, which does not exist")]
    [InlineData("DROP TRIGGER invoices_no_update; UPDATE invoices SET number = 2", "numbers have no gap")]
    [InlineData("DELETE FROM collections", "nobody collects it")]
    public async Task Books_ChangedByHand_AreToldByTheAudit(string sql, string sentence)
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await house.Open("startup");
        house.Now = Instant.At(2026, 2, 1);
        house.Look(account);
        Assert.Empty(house.Audit());
        house.Ledger.Stop();

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(house.Ledger.Path, "billing.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        Assert.Contains(house.Audit(), told => told.Contains(sentence, StringComparison.Ordinal));
    }
}
