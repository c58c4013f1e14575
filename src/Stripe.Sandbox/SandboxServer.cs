using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Control;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Pages;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Subscribing;
using Stripe.Sandbox.Webhooks;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox;

/// <summary>A local Stripe: the API, the hosted pages and the webhooks, on loopback, with its own database.</summary>
public sealed partial class SandboxServer : IAsyncDisposable
{
    /// <summary>The one API version it speaks.</summary>
    public const string ApiVersion = "2026-07-29.dahlia";

    private const string PortSetting = "port";
    private const long LargestBody = 1024 * 1024;

    private readonly WebApplication _app;
    private readonly SandboxDatabase _database;
    private readonly BackgroundWork _work;
    private readonly SandboxControl _control;
    private readonly WebhookControl _webhooks;
    private readonly PaymentControl _payments;
    private readonly FaultSwitches _faults;
    private readonly AwaySwitch _away;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private SandboxServer(WebApplication app, SandboxDatabase database, BackgroundWork work, SandboxControl control, FaultSwitches faults, AwaySwitch away)
    {
        _app = app;
        _database = database;
        _work = work;
        _control = control;
        _faults = faults;
        _away = away;
        _webhooks = new WebhookControl(database, work.Wake);
        _payments = new PaymentControl(database, work.Wake);
    }

    /// <summary>Where it answers, without a trailing slash.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>How far its clock is from real time; objects made from now on are dated by it. Kept over restarts.</summary>
    public TimeSpan ClockOffset
    {
        get => _control.ClockOffset;
        set => _control.ClockOffset = value;
    }

    /// <summary>The time by its clock.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(_control.Now);

    /// <summary>Starts on the files in the folder, with whatever was left undelivered.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(options.DataFolder);
        var clock = new SandboxClock(options.Time);
        var database = new SandboxDatabase(Path.Combine(options.DataFolder, "stripe-sandbox.db"), clock);
        var address = new SandboxAddress();
        var away = new AwaySwitch(database);
        var app = Build(Port(options, database), away);
        var work = new BackgroundWork(database, clock, address, options, away, app.Services.GetRequiredService<ILogger<SandboxServer>>());
        var control = new SandboxControl(database, clock, work.Wake);
        var faults = new FaultSwitches(database);
        var server = new SandboxServer(app, database, work, control, faults, away);
        MapApi(app, new ApiEndpoint(database, faults, address, work.Wake, app.Services.GetRequiredService<ILogger<SandboxServer>>()));
        ControlApi.Map(app, server);
        HostedPages.Map(app, database, clock, options, work.Wake);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.Address = address.Value = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        database.Run(state => state.SetSetting(PortSetting, new Uri(server.Address).Port.ToString(CultureInfo.InvariantCulture)));
        server._running = Task.Run(() => work.RunAsync(server._stopping.Token), CancellationToken.None);
        return server;
    }

    /// <summary>Stops answering; what is undelivered stays on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _work.Dispose();
        _database.Dispose();
        _stopping.Dispose();
    }

    /// <summary>The last port again where it is free: a payer's page that was open during a restart still has its server.</summary>
    private static int Port(SandboxOptions options, SandboxDatabase database)
    {
        if (options.Port != 0 || !int.TryParse(database.Run(state => state.Setting(PortSetting)), CultureInfo.InvariantCulture, out var last))
            return options.Port;
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, last);
            probe.Start();
            return last;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static WebApplication Build(int port, AwaySwitch away)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(SandboxServer).Assembly.GetName().Name });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        // A page elsewhere that has its name resolve to loopback must not reach this API.
        builder.Services.AddHostFiltering(filter => filter.AllowedHosts = ["localhost", "127.0.0.1"]);
        var app = builder.Build();
        app.UseMiddleware<HostFilteringMiddleware>();
        app.Use(away.PassAsync);
        app.UseRouting();
        return app;
    }

    private static void MapApi(WebApplication app, ApiEndpoint endpoint)
    {
        IEnumerable<Operation> operations =
        [
            .. Customers.Operations, .. CheckoutSessions.Operations, .. PaymentIntents.Operations, .. SetupIntents.Operations, .. PaymentMethods.Operations,
            .. Charges.Operations, .. Refunds.Operations, .. Disputes.Operations, .. FraudWarnings.Operations, .. BalanceTransactions.Operations,
            .. PortalConfigurations.Operations, .. PortalSessions.Operations, .. TestClocks.Operations,
            .. Events.Operations, .. WebhookEndpoints.Operations,
            .. Products.Operations, .. Prices.Operations, .. Coupons.Operations, .. PromotionCodes.Operations,
            .. Subscriptions.Operations, .. SubscriptionItems.Operations, .. SubscriptionSchedules.Operations,
            .. InvoicePreview.Operations, .. Invoices.Operations, .. InvoiceItems.Operations, .. InvoicePayments.Operations, .. TaxIds.Operations, .. TaxRates.Operations,
        ];
        foreach (var operation in operations)
            app.MapMethods(operation.Route, [operation.Method], http => endpoint.AnswerAsync(http, operation));
        app.Map("/v1/{**rest}", http => ApiEndpoint.RefuseAsync(http));
    }

    /// <summary>Lives as long as its owner wants: Ctrl+C is the owner's business, not a second host's.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
