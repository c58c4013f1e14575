using Billing.Service.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Service.Storage.Portal;

/// <summary>Registers the store of people and keys, and brings its tables up to date.</summary>
public static class PortalStore
{
    public const string FileName = "portal.db";

    /// <summary>portal.db in the data folder.</summary>
    public static IServiceCollection AddPortalStore(this IServiceCollection services, string dataFolder)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, FileName) }.ToString();
        services.AddDbContextFactory<SqlitePortalDb>(options => options.UseSqlite(connection).AddInterceptors(new JournalOnConnection()));
        return services.AddStore<SqlitePortalDb>();
    }

    /// <summary>The schema <c>portal</c> of a PostgreSQL database.</summary>
    public static IServiceCollection AddPostgresPortalStore(this IServiceCollection services, string connection)
    {
        services.AddDbContextFactory<PostgresPortalDb>(options =>
            options.UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", PostgresPortalDb.Schema)));
        return services.AddStore<PostgresPortalDb>();
    }

    private static IServiceCollection AddStore<TContext>(this IServiceCollection services) where TContext : PortalDb
    {
        services.AddSingleton<IDbContextFactory<PortalDb>, PortalDbFactory<TContext>>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext());
        services.AddSingleton<IMemberships, MembershipStore>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<IApiKeys>(provider => provider.GetRequiredService<ApiKeyStore>());
        services.AddHostedService<ApiKeyUse>();
        services.AddSingleton<SignInStore>();
        services.AddScoped<Registration>();
        services.AddSingleton<PortalKeyRing>();
        return services;
    }

    /// <summary>Lets the framework's user store work on <see cref="PortalDb"/>.</summary>
    public static IdentityBuilder AddPortalUsers(this IdentityBuilder identity) => identity.AddEntityFrameworkStores<PortalDb>();

    /// <summary>Brings the tables up to date. Only the process that holds the data folder's lock may call it.</summary>
    public static async Task Migrate(this IDbContextFactory<PortalDb> factory, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (db.Database.IsSqlite())
            await MakeReadyForMigration(db, cancel);
        await db.Database.MigrateAsync(cancel);
    }

    /// <summary>
    /// The file is made here because EF Core would make it in WAL mode; and a lock row that a killed start left behind
    /// would block every later one, although nobody else can be migrating.
    /// </summary>
    private static async Task MakeReadyForMigration(PortalDb db, CancellationToken cancel)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        // Never opened when it exists: closing it would drop the locks that SQLite holds on it in this process.
        if (!File.Exists(file))
            await File.Create(file).DisposeAsync();
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
    }
}
