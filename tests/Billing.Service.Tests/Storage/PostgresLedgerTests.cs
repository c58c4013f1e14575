using Billing.Service.Storage;
using Billing.Service.Tests.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Billing.Service.Tests.Storage;

/// <summary>The ledger's tables on a real PostgreSQL: the migrations make them, and nothing in them can be changed.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresLedgerTests(PostgresServer server)
{
    public static TheoryData<string> Attempts => new(
        "UPDATE entries SET amount = 2",
        "DELETE FROM entries",
        "TRUNCATE entries",
        "INSERT INTO entries SELECT * FROM entries ON CONFLICT (account, number) DO UPDATE SET amount = 2",
        "UPDATE usage SET cost = 0",
        "DELETE FROM usage",
        "TRUNCATE usage",
        "UPDATE usage_rest SET cost = 0",
        "DELETE FROM usage_rest",
        "TRUNCATE usage_rest",
        "TRUNCATE grants",
        "UPDATE price_book_versions SET json = '1'",
        "DELETE FROM price_book_versions");

    [PostgresTheory]
    [MemberData(nameof(Attempts))]
    public async Task Rows_ChangedByHand_AreRefusedByTheDatabase(string sql)
    {
        await using var db = await Migrated();
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO entries VALUES (1, 1, 1, 1, 5, 5, 1, 3, 1, 0, 0, 0, 0, '\x00', '\x00');
            INSERT INTO price_book_versions (number, book, version, json, effective_from) VALUES (1, 'b', 1, 'x', 0);
            INSERT INTO usage VALUES (1, 1, 0, 1, 'e', 1, 1, 1, NULL, 0, 0, 0,0,0,0,0,0,0,0,0,0,0,0,0, 0, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0);
            """);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql));

        Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Migrations_OfTheLedger_LeaveNothingPending()
    {
        await using var db = await Migrated();

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(0, await db.Accounts.CountAsync());
    }

    private async Task<PostgresBillingDb> Migrated()
    {
        var db = new PostgresBillingDb(new DbContextOptionsBuilder<PostgresBillingDb>().UseNpgsql(await server.CreateDatabase()).Options);
        await db.Database.MigrateAsync();
        return db;
    }
}
