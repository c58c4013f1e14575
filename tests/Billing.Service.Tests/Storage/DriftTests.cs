using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Billing.Service.Tests.Storage;

public sealed class DriftTests
{
    public static TheoryData<string, Func<BillingDb>> Contexts => new()
    {
        { "sqlite", () => new SqliteBillingDbFactory().CreateDbContext([]) },
        { "postgres", () => new PostgresBillingDbFactory().CreateDbContext([]) },
    };

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Migrations_AndModel_SayTheSame(string database, Func<BillingDb> open)
    {
        using var db = open();

        Assert.False(db.Database.HasPendingModelChanges(), $"{database}: the model has changes without a migration");
    }

    [Fact]
    public void HotTables_OnBothDatabases_HaveTheSameColumns()
    {
        using var ledger = new TestLedger();
        using var sqlite = ledger.Reader.OpenConnection();
        using var columns = sqlite.CreateCommand();
        columns.CommandText = "SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info('entries') ORDER BY cid)";
        var postgres = PostgresMigration();

        Assert.Equal(EntryTable.Columns, columns.ExecuteScalar());
        Assert.All(EntryTable.Columns.Split(", "), column => Assert.Contains($"{column} ", Table(postgres, "entries"), StringComparison.Ordinal));
        Assert.All(UsageColumns.All.Except(["row"]), column => Assert.Contains($" {column} ", Table(postgres, "usage"), StringComparison.Ordinal));
    }

    private static string PostgresMigration()
    {
        using var db = new PostgresBillingDbFactory().CreateDbContext([]);
        return db.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().GenerateScript();
    }

    private static string Table(string script, string name)
    {
        var start = script.IndexOf($"CREATE TABLE {name} (", StringComparison.Ordinal);
        return script[start..script.IndexOf("PRIMARY KEY", start, StringComparison.Ordinal)];
    }
}
