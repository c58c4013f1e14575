using Billing.Service.Access;
using Billing.Service.Storage.Portal;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Account;

/// <summary>
/// The whole portal as it runs in production, on a data folder of its own, with the demo's people but not their history.
/// Cookies are checked at every request, so that no test waits for the half minute of the product.
/// </summary>
public sealed class AccountHost : IAsyncLifetime
{
    /// <summary>Some page that only members may open.</summary>
    public const string MemberPage = "/billing/transactions";

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-account-").FullName;
    private PortalApp _portal = null!;

    public string Folder => _folder;

    public IServiceProvider Services => _portal.Services;
    public IDbContextFactory<PortalDb> Store => Services.GetRequiredService<IDbContextFactory<PortalDb>>();
    public string MailFolder => Path.Combine(_folder, "mail");
    public Stripe.Sandbox.SandboxServer Sandbox => _portal.Sandbox!;
    public Uri Address => _portal.Address;

    public Visitor Visitor() => new(this);

    public async Task InitializeAsync()
    {
        await Start();
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoPeople>().Seed(CancellationToken.None);
    }

    /// <summary>Stops the portal and starts it again on the same folder and the same port, so that cookies still belong to it.</summary>
    public async Task Restart()
    {
        var port = Address.Port;
        await _portal.DisposeAsync();
        await Start(port);
    }

    private async Task Start(int port = 0)
    {
        string[] settings =
        [
            "--environment", "Production", $"--Portal:DataFolder={_folder}", $"--Portal:Url=http://127.0.0.1:{port}",
            "--Portal:PublicUrl=https://billing.demo.example", "--Portal:PriceBook=kunavo",
        ];
        _portal = PortalApp.Build(settings, builder =>
        {
            builder.LiveInTestTime();
            builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.Zero);
        });
        await _portal.Start(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await using (var db = Store.CreateDbContext())
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        await _portal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Works on the people as an administrator would, in a scope of its own.</summary>
    public async Task<T> WithUsers<T>(Func<UserManager<PortalUser>, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>());
    }

    /// <summary>A confirmed person with an organisation of their own.</summary>
    public async Task<PortalUser> NewPerson(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var person = new PortalUser { Id = Guid.CreateVersion7(), DisplayName = "Ada Quill", Email = email, UserName = email, EmailConfirmed = true };
        var made = await scope.ServiceProvider.GetRequiredService<Registration>()
            .Register(person, DemoPeople.Password, new AccountId(Guid.CreateVersion7()), "Quill & Daughters", CancellationToken.None);
        Assert.True(made.Succeeded, made.ToString());
        return person;
    }

    public async Task<IReadOnlyList<Organisation>> OrganisationsOf(string email)
    {
        var person = await WithUsers(async users => await users.FindByEmailAsync(email));
        return await Services.GetRequiredService<IMemberships>().OrganisationsOf(person!.Id, CancellationToken.None);
    }

    /// <summary>The mails to an address, oldest first.</summary>
    public IReadOnlyList<string> MailsTo(string email) => !Directory.Exists(MailFolder) ? [] :
    [
        .. Directory.EnumerateFiles(MailFolder, "*.eml").OrderBy(File.GetLastWriteTimeUtc).Select(File.ReadAllText)
            .Where(text => text.Contains($"\r\nTo: {email}\r\n", StringComparison.OrdinalIgnoreCase)),
    ];
}
