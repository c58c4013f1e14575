using Billing.Metering;
using Billing.Service.Audit;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Tests.Audit;

/// <summary>The sums that charges went by are made again from usage.</summary>
public sealed class RunningSumMatchTests
{
    [Fact]
    public async Task Verify_HoursEnvironmentsAndInvoiceLines_AddUp()
    {
        using var ledger = new TestLedger();
        await Live(ledger);

        Assert.Empty(Violations(ledger));
    }

    [Theory]
    [InlineData("UPDATE running_sums SET exact = '2/5' WHERE kind = 1", "Acme", "the sum of environment 'api' in the hour from 2026-03-10T12:00:00Z is 2/5 with 1 booked, but its usage adds up to 3/10 with 1 booked")]
    [InlineData("UPDATE running_sums SET booked = booked + 1 WHERE kind = 1", "Acme", "the sum of environment 'api' in the hour from")]
    [InlineData("DELETE FROM running_sums WHERE kind = 3", "Acme", "what environment 'api' took is 0/1 with 0 booked, but its usage adds up to 0/1 with 1 booked")]
    [InlineData("UPDATE running_sums SET exact = '11/1' WHERE kind = 2", "Acme", "the sum of the invoice line 'nano' is 11/1 with 0.00001 booked, but its usage adds up to 10/1 with 0.00001 booked")]
    [InlineData("UPDATE running_sums SET \"window\" = \"window\" + 1 WHERE kind = 1", "Acme", "but there is no usage for it")]
    [InlineData("UPDATE usage_202603 SET ram_mib = 2048", "Acme", "but its usage adds up to 3/5 with 1 booked")]
    public async Task Verify_SumThatWasTamperedWith_IsNamedWithBothFigures(string sql, string account, string sentence)
    {
        using var ledger = new TestLedger();
        await Live(ledger);
        ledger.Stop();
        Execute(ledger, DropTriggers(ledger) + sql);

        Assert.Contains(Violations(ledger), found => found.StartsWith(account, StringComparison.Ordinal) && found.Contains(sentence, StringComparison.Ordinal));
    }

    private static async Task Live(TestLedger ledger)
    {
        var credits = ledger.OpenAccount(book: "kernstack");
        ledger.Grant(credits, "10", Billing.Credits.GrantKind.Starter);
        foreach (var _ in Enumerable.Range(0, 3)) await ledger.Charge(credits, ledger.Event("duration", null, null, "api", (Measure.RamMib, 1024), (Measure.Seconds, 10)));
        var invoiced = ledger.OpenAccount(book: "koyeb");
        await ledger.Charge(invoiced, ledger.Event("instance_second", "nano", null, null, (Measure.Seconds, 10)));
    }

    private static IReadOnlyList<string> Violations(TestLedger ledger) =>
        LedgerVerification.Run(Path.Combine(ledger.Path, "billing.db"), Path.Combine(ledger.Path, "views.db")).Violations;

    private static string DropTriggers(TestLedger ledger)
    {
        using var connection = Open(ledger);
        using var names = connection.CreateCommand();
        names.CommandText = "SELECT group_concat('DROP TRIGGER ' || name, ';') || ';' FROM sqlite_master WHERE type = 'trigger'";
        return (string)names.ExecuteScalar()!;
    }

    private static void Execute(TestLedger ledger, string sql)
    {
        using var connection = Open(ledger);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    private static SqliteConnection Open(TestLedger ledger)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(ledger.Path, "billing.db"), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
