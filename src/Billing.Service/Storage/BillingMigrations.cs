using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Billing.Service.Storage;

/// <summary>Brings billing.db's tables up to date at start-up.</summary>
internal static class BillingMigrations
{
    public static void Apply(SqliteConnection connection)
    {
        DropOrphanedLock(connection);
        using var db = new SqliteBillingDb(Options(connection));
        db.Database.Migrate();
    }

    /// <summary>
    /// A process killed while migrating leaves its lock row behind, and the next one would wait for it for ever. We hold
    /// the data folder's lock, so nobody else can be migrating.
    /// </summary>
    private static void DropOrphanedLock(SqliteConnection connection)
    {
        using var drop = connection.CreateCommand();
        drop.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        drop.ExecuteNonQuery();
    }

    private static DbContextOptions<SqliteBillingDb> Options(SqliteConnection connection) =>
        new DbContextOptionsBuilder<SqliteBillingDb>().UseSqlite(connection).Options;
}

/// <summary>For <c>dotnet ef</c> only.</summary>
public sealed class SqliteBillingDbFactory : IDesignTimeDbContextFactory<SqliteBillingDb>
{
    public SqliteBillingDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteBillingDb>().UseSqlite("Data Source=design-time.db").Options);
}

/// <summary>For <c>dotnet ef</c> only.</summary>
public sealed class PostgresBillingDbFactory : IDesignTimeDbContextFactory<PostgresBillingDb>
{
    public PostgresBillingDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresBillingDb>().UseNpgsql("Host=127.0.0.1").Options);
}
