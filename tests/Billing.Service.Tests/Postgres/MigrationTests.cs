using Billing.Service.Storage.Portal;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Tests.Postgres;

[Collection(OnPostgres.Name)]
public sealed class MigrationTests(PostgresServer server)
{
    [PostgresFact]
    public async Task Migrations_OnAnEmptyDatabase_BringItUpToDate()
    {
        var connection = await server.CreateDatabase();
        await using var portal = Portal(connection);
        await portal.Database.MigrateAsync();
        Assert.NotEmpty(await portal.Database.GetAppliedMigrationsAsync());
        Assert.Empty(await portal.Database.GetPendingMigrationsAsync());
    }

    private static PostgresPortalDb Portal(string connection) =>
        new(new DbContextOptionsBuilder<PostgresPortalDb>()
            .UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", PostgresPortalDb.Schema)).Options);
}
