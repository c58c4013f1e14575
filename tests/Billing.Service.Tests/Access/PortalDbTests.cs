using Billing.Service.Storage.Portal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Tests.Access;

public sealed class PortalDbTests(PortalFolder folder) : IClassFixture<PortalFolder>
{
    [Fact]
    public void Migrations_OnSqlite_MatchTheModel()
    {
        using var db = new SqlitePortalDb.AtDesignTime().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Migrations_OnPostgres_MatchTheModel()
    {
        using var db = new PostgresPortalDb.AtDesignTime().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Connection_Opened_UsesARollbackJournal()
    {
        await using var db = folder.Factory.CreateDbContext();
        Assert.Equal("truncate", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.False(System.IO.File.Exists(folder.File + "-wal"));
    }

    [Fact]
    public async Task Migrate_AfterAKilledStartLeftItsLock_GoesOn()
    {
        await using (var connection = new SqliteConnection($"Data Source={folder.File}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await folder.Factory.Migrate(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

        await using var db = folder.Factory.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Ids_InSqlite_Are16BytesInTheOrderOfTheirDigits()
    {
        await using var db = folder.Factory.CreateDbContext();
        var stored = await db.Database.SqlQueryRaw<string>("SELECT hex(Account) AS Value FROM organisations WHERE Name = 'Halden Robotics'").SingleAsync();
        Assert.Equal(folder.Halden.Value.ToString("N").ToUpperInvariant(), stored);
    }
}
