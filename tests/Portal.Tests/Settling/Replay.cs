using System.Text;
using System.Text.Json.Nodes;
using Billing.Gateway;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Audit;
using Billing.Service.Flows;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.TopUps;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using BillingPortal.Portal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stripe;

namespace Portal.Tests.Settling;

/// <summary>A fresh copy of a recorded flow's ledger, to which its webhooks come in some order: signature, inbox, flows, in this process.</summary>
internal sealed class Replay : IDisposable
{
    private const int MostRounds = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("replay-").FullName;
    private readonly DataFolder _held;
    private readonly OpenLedger _ledger;
    private readonly ServiceProvider _services;
    private readonly string _secret;

    private Replay(RecordedFlow flow)
    {
        System.IO.File.Copy(flow.Before, Path.Combine(_folder, "billing.db"));
        _secret = flow.Secret;
        _held = DataFolder.Take(_folder);
        _ledger = OpenLedger.Open(_held, PortalServices.PriceBookFiles(), TimeProvider.System, NullLoggerFactory.Instance);
        _ledger.Clock.MoveTo(_ledger.Clock.Now.Plus(flow.ClockOffset));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new TopUpSettings());
        services.AddBilling(_ledger);
        services.AddSingleton<IMemberships, Everybody>();
        services.AddStripeGateway(new StripeOptions());
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<PortalAddress>().Is(new Uri("http://127.0.0.1/"));
        var connection = _services.GetRequiredService<StripeConnection>();
        connection.UseSandbox(flow.SandboxAddress);
        connection.AcceptWebhooksSignedWith(_secret);
    }

    /// <summary>What the ledger says at the end; throws where it is not sound or an event was not worked off.</summary>
    public static async Task<string> Of(RecordedFlow flow, IEnumerable<JsonObject> order)
    {
        using var replay = new Replay(flow);
        foreach (var happened in order) await replay.Deliver(happened);
        await replay.WorkOff();
        return replay.Sound();
    }

    private async Task Deliver(JsonObject happened)
    {
        var body = happened.ToJsonString();
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = $"t={stamp},v1={EventUtility.ComputeSignature(_secret, stamp, body)}";
        var raw = Encoding.UTF8.GetBytes(body);
        var notice = _services.GetRequiredService<IPaymentGateway>().VerifyWebhook(raw, signature, out var because);
        Assert.True(notice is not null, because);
        await _services.GetRequiredService<KeepWebhook>().Run(notice, raw, CancellationToken.None);
        await _services.GetRequiredService<InboxJob>().RunNow(CancellationToken.None);
    }

    /// <summary>What was refused for now is tried again later.</summary>
    private async Task WorkOff()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            List<InboxRow> waiting;
            await using (var db = _ledger.Engine.Reader.OpenContext()) waiting = [.. db.Inbox.Where(row => row.HandledAt == null)];
            if (waiting.Count == 0) return;
            Assert.True(round < MostRounds - 1, string.Join('\n', waiting.Select(row => $"{row.Type}: {row.LastError}")));
            _ledger.Clock.MoveTo(waiting.Select(row => row.NotBefore ?? _ledger.Clock.Now).Min().Plus(TimeSpan.FromSeconds(1)));
            await _services.GetRequiredService<InboxJob>().RunNow(CancellationToken.None);
        }
    }

    private string Sound()
    {
        var report = LedgerVerification.Run(_held.BillingFile, Path.Combine(_folder, "none.db"));
        Assert.True(report.IsSound, string.Join('\n', report.Violations));
        return LedgerDump.Of(_held.BillingFile);
    }

    public void Dispose()
    {
        _services.Dispose();
        _ledger.Dispose();
        _held.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Rights are not in question here.</summary>
    private sealed class Everybody : IMemberships
    {
        public Task<Role?> RoleOf(Guid userId, Billing.Units.AccountId account, CancellationToken cancel) => Task.FromResult<Role?>(Role.Owner);

        public Task<bool> IsOperator(Guid userId, CancellationToken cancel) => Task.FromResult(true);

        public Task<IReadOnlyList<Organisation>> OrganisationsOf(Guid userId, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);

        public Task<Organisation?> OrganisationOf(Billing.Units.AccountId account, CancellationToken cancel) => Task.FromResult<Organisation?>(new(account, "Acme", Role.Owner));

        public Task<IReadOnlyList<string>> BillingMails(Billing.Units.AccountId account, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(["owner@demo.example"]);

        public Task<IReadOnlyList<Organisation>> Search(string text, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);
    }
}
