using Billing.Service.Access;
using Billing.Service.Ports;
using Billing.Service.Storage.Portal;
using Billing.Units;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Service.Tests.Access;

/// <summary>A real portal.db in a folder of its own, with one organisation and a person in each role.</summary>
public sealed class PortalFolder : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-db-").FullName;
    private readonly ServiceProvider _services;

    public PortalFolder()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<BillingClock>();
        _services = services.AddPortalStore(_folder).BuildServiceProvider();
    }

    public string File => Path.Combine(_folder, PortalStore.FileName);
    public IDbContextFactory<PortalDb> Factory => _services.GetRequiredService<IDbContextFactory<PortalDb>>();
    public IMemberships Memberships => _services.GetRequiredService<IMemberships>();
    public IApiKeys Keys => _services.GetRequiredService<IApiKeys>();
    internal ApiKeyStore KeyStore => _services.GetRequiredService<ApiKeyStore>();

    public AccountId Halden { get; } = new(Guid.CreateVersion7());
    public AccountId Other { get; } = new(Guid.CreateVersion7());
    public Actor Owner { get; private set; } = null!;
    public Actor Billing { get; private set; } = null!;
    public Actor Developer { get; private set; } = null!;
    public Actor Viewer { get; private set; } = null!;
    public Actor Stranger { get; private set; } = null!;
    public Actor Operator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Factory.Migrate(CancellationToken.None);
        await using var db = Factory.CreateDbContext();
        db.Organisations.Add(new OrganisationRow { Account = Halden, Name = "Halden Robotics", SearchName = "HALDEN ROBOTICS" });
        db.Organisations.Add(new OrganisationRow { Account = Other, Name = "Other & Sons", SearchName = "OTHER & SONS" });
        Owner = Add(db, Halden, "owner", Role.Owner);
        Billing = Add(db, Halden, "billing", Role.Billing);
        Developer = Add(db, Halden, "developer", Role.Developer);
        Viewer = Add(db, Halden, "viewer", Role.Viewer);
        Stranger = Add(db, Other, "stranger", Role.Owner);
        var operatorId = AddUser(db, "operator", isOperator: true);
        Operator = new Actor.Operator(operatorId, "operator");
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync()
    {
        await using (var db = Factory.CreateDbContext())
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The whole database as bytes, of a copy: opening the live file would disturb SQLite's locks.</summary>
    public async Task<byte[]> Dump()
    {
        var copy = Path.Combine(_folder, $"{Guid.NewGuid():N}.db");
        await using (var db = Factory.CreateDbContext())
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
        return await System.IO.File.ReadAllBytesAsync(copy);
    }

    public static Guid IdOf(Actor actor) => actor switch
    {
        Actor.Person person => person.UserId,
        Actor.Operator op => op.UserId,
        _ => throw new ArgumentException("no person", nameof(actor)),
    };

    private static Actor.Person Add(PortalDb db, AccountId account, string name, Role role)
    {
        var user = AddUser(db, name, isOperator: false);
        db.Members.Add(new MemberRow { Account = account, UserId = user, Role = role });
        return new Actor.Person(user, name);
    }

    private static Guid AddUser(PortalDb db, string name, bool isOperator)
    {
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(), DisplayName = name, IsOperator = isOperator, EmailConfirmed = true,
            UserName = $"{name}@demo.example", Email = $"{name}@demo.example",
            NormalizedUserName = $"{name}@demo.example".ToUpperInvariant(), NormalizedEmail = $"{name}@demo.example".ToUpperInvariant(),
        };
        db.Users.Add(user);
        return user.Id;
    }
}
