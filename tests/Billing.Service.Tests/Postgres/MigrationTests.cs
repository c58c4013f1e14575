using Billing.Service.Storage;
using Billing.Service.Storage.Portal;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Tests.Postgres;

[Collection(OnPostgres.Name)]
public sealed class MigrationTests(PostgresServer server)
{
    [PostgresFact]
    public async Task Migrations_OnAnEmptyDatabase_BringBothSchemasUpToDate()
    {
        var connection = await server.CreateDatabase();
        await using var portal = Portal(connection);
        await using var billing = Billing(connection);
        foreach (DbContext db in new DbContext[] { portal, billing })
        {
            await db.Database.MigrateAsync();
            Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync());
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        }
    }

    [PostgresFact]
    public async Task Migrations_AppliedTwice_ChangeNothing()
    {
        var connection = await server.CreateDatabase();
        await using var billing = Billing(connection);
        await billing.Database.MigrateAsync();
        var applied = await billing.Database.GetAppliedMigrationsAsync();
        await billing.Database.MigrateAsync();
        Assert.Equal(applied, await billing.Database.GetAppliedMigrationsAsync());
    }

    internal static PostgresBillingDb Billing(string connection) =>
        new(new DbContextOptionsBuilder<PostgresBillingDb>().UseNpgsql(connection).Options);

    private static PostgresPortalDb Portal(string connection) =>
        new(new DbContextOptionsBuilder<PostgresPortalDb>()
            .UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", PostgresPortalDb.Schema)).Options);
}
