using System.Collections.Concurrent;
using Billing.Service.Access;
using Billing.Service.Storage.Portal;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Account;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Account;

/// <summary>
/// The account pages on a real portal.db behind a real listener, with the demo's people; without ledger and payments.
/// Cookies are checked at every request, so that no test waits for the half minute of the product.
/// </summary>
public sealed class AccountHost : IAsyncLifetime, IOpenAccount
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-account-").FullName;
    private WebApplication _web = null!;

    public ConcurrentDictionary<AccountId, string> Opened { get; } = [];
    public IServiceProvider Services => _web.Services;
    public IDbContextFactory<PortalDb> Store => Services.GetRequiredService<IDbContextFactory<PortalDb>>();
    public string MailFolder => Path.Combine(_folder, "mail");
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public Visitor Visitor() => new(this);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "BillingPortal", EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:PublicUrl"] = "https://billing.demo.example" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddPortalParts();
        builder.Services.AddSingleton<IOpenAccount>(this);
        builder.Services.AddPortalIdentity(builder.Configuration, _folder);
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.Zero);
        _web = builder.Build();
        _web.UseAuthentication();
        _web.UseAuthorization();
        _web.UseAntiforgery();
        _web.MapAccountEndpoints();
        _web.MapGet("/member-only", () => "for members").RequireAuthorization(Policies.Member);
        _web.MapGet("/admin/only", () => "for operators").RequireAuthorization(Policies.Operator);
        _web.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization();
        await Store.Migrate(CancellationToken.None);
        await using (var scope = Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<DemoPeople>().Seed(CancellationToken.None);
        await _web.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await using (var db = Store.CreateDbContext())
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        await _web.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public Task Open(AccountId account, string name, CancellationToken cancel)
    {
        Opened[account] = name;
        return Task.CompletedTask;
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

    /// <summary>The mails to an address, oldest first.</summary>
    public IReadOnlyList<string> MailsTo(string email) => !Directory.Exists(MailFolder) ? [] :
    [
        .. Directory.EnumerateFiles(MailFolder, "*.eml").OrderBy(File.GetLastWriteTimeUtc).Select(File.ReadAllText)
            .Where(text => text.Contains($"\r\nTo: {email}\r\n", StringComparison.OrdinalIgnoreCase)),
    ];
}
