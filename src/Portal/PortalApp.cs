using Billing.Gateway;
using Billing.Service.Flows;
using Billing.Service.Flows.TopUps;
using Billing.Service;
using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Account;
using BillingPortal.Portal.Api;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Dev;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using BillingPortal.Portal.Webhooks;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Stripe.Sandbox;

namespace BillingPortal.Portal;

/// <summary>
/// The whole portal as one object: built, started, stopped. `dotnet run`, the command line and the tests start the same one.
/// </summary>
public sealed class PortalApp : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly PortalOptions _options;
    private readonly DataFolder _folder;
    private readonly OpenLedger _ledger;
    private SandboxServer? _sandbox;

    private PortalApp(WebApplication web, PortalOptions options, DataFolder folder, OpenLedger ledger) =>
        (_web, _options, _folder, _ledger) = (web, options, folder, ledger);

    public IServiceProvider Services => _web.Services;

    /// <summary>Where it listens, known after <see cref="Start"/>.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The local payment provider; null when a real one is configured, and before <see cref="Start"/>.</summary>
    public SandboxServer? Sandbox => _sandbox;

    /// <summary>Whether the demo's people can sign in.</summary>
    public bool HasDemo => _options.Demo;

    /// <param name="args">Host settings, e.g. <c>--Portal:DataFolder=x</c>.</param>
    /// <param name="configure">Replaces parts before the host is built (tests).</param>
    /// <exception cref="DataFolderInUseException">Another process holds the data folder.</exception>
    public static PortalApp Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = "BillingPortal" });
        var options = builder.Configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new();
        var folder = DataFolder.Take(options.FolderIn(builder.Environment.ContentRootPath));
        OpenLedger? ledger = null;
        try
        {
            ledger = OpenLedger.Open(folder, PortalServices.PriceBookFiles(), TimeProvider.System, PortalServices.Logging(builder.Configuration));
            builder.WebHost.UseUrls(options.Url);
            builder.Services.AddSingleton(folder);
            builder.Services.AddSingleton(new NewAccounts(options.PriceBook));
            builder.Services.AddSingleton(new TopUpSettings(options.PromotionCodes));
            builder.Services.AddRazorComponents().AddInteractiveServerComponents();
            builder.Services.AddPortalParts();
            builder.Services.AddUsageApiDocument();
            builder.Services.AddProblemDetails();
            builder.Services.AddBilling(ledger);
            if (builder.Environment.IsDevelopment())
            {
                DevClock.TakeUp(ledger, options.StartsAt);
                builder.Services.AddSingleton<DevClock>();
            }

            builder.Services.AddPortalIdentity(builder.Configuration, folder.Path);
            builder.Services.AddStripeGateway(builder.Configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new());
            configure?.Invoke(builder);
            return new PortalApp(Pipeline(builder.Build()), options, folder, ledger);
        }
        catch
        {
            ledger?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    private static WebApplication Pipeline(WebApplication web)
    {
        web.UseStatusCodePagesWithReExecute("/not-found");
        web.Use(AnswerOnlyPagesByAPage);
        web.Use(DrawTheMissingPageWhole);
        web.UseMiddleware<Readiness>();
        web.UseAuthentication();
        web.UseAuthorization();
        web.UseAntiforgery();
        web.MapStaticAssets();
        web.MapOpenApi();
        web.MapHealth();
        web.MapUsageApi();
        web.MapEntitlementApi();
        web.MapImport();
        web.MapReconcile();
        web.MapStripeWebhook();
        web.MapDevClock();
        web.MapAccountEndpoints();
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return web;
    }

    /// <summary>A refused form must not be posted once more, to the page that says so.</summary>
    private static Task AnswerOnlyPagesByAPage(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return next(http);
    }

    /// <summary>
    /// The renderer waits for nothing on a page that is executed again, and the frame, which reads who is signed in, would stay blank.
    /// So that page is drawn as any other, and its status is put back as the answer starts.
    /// </summary>
    private static Task DrawTheMissingPageWhole(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is { } again)
        {
            http.Features.Set<IStatusCodeReExecuteFeature>(null);
            http.Response.StatusCode = StatusCodes.Status200OK;
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode == StatusCodes.Status200OK) http.Response.StatusCode = again.OriginalStatusCode;
                return Task.CompletedTask;
            });
        }
        return next(http);
    }

    /// <summary>Opens the stores, listens, brings up the sandbox where no payment provider is configured, and fills in the demo.</summary>
    public async Task Start(CancellationToken cancel)
    {
        await Services.GetRequiredService<IDbContextFactory<PortalDb>>().Migrate(cancel);
        await _web.StartAsync(cancel);
        Services.GetRequiredService<PortalAddress>().Is(_options.PublicUrl.Length > 0 ? new Uri(_options.PublicUrl) : Address);
        if (Services.GetRequiredService<StripeConnection>().UsesSandbox) await StartSandbox(cancel);
        await SetClock(cancel);
        Services.GetRequiredService<CatchUpJob>().Begin();
        _folder.OpenDoor(new PortalDoor(Address, Services.GetRequiredService<DoorToken>().Value));
        Services.GetRequiredService<ReadyState>().IsReady = true;
    }

    private async Task StartSandbox(CancellationToken cancel)
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { DataFolder = _folder.Path, SellerName = Seller }, cancel);
        Services.GetRequiredService<StripeConnection>().UseSandbox(_sandbox.Address);
        // One time for both. A clock that was never moved leaves the sandbox where the sandbox itself remembers to be.
        if (_ledger.Clock.Offset != TimeSpan.Zero) _sandbox.ClockOffset = _ledger.Clock.Offset;
        // The demo's history comes before anything is recorded at the present: the ledger's time never runs backwards.
        if (_options.Demo) await Services.GetRequiredService<DemoSeed>().Fill(_sandbox, cancel);
        await Services.GetRequiredService<WebhookSecret>().Register(_sandbox, Address, cancel);
    }

    // Only Development's clock can stand elsewhere than the world's.
    private Task SetClock(CancellationToken cancel) =>
        Services.GetService<DevClock>() is { } clock ? clock.Start(_sandbox, cancel) : Task.CompletedTask;

    private string Seller => _ledger.Engine.Writer.Books.At(_options.PriceBook, _ledger.Clock.Now).Book.Name;

    public Task WaitForShutdown() => _web.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        await _web.DisposeAsync();
        _ledger.Dispose();
        _folder.Dispose();
    }
}
