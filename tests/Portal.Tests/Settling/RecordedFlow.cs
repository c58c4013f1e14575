using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Portal.Tests.Settling;

/// <summary>A flow that was played once: the ledger as it stood before any webhook, and the webhooks, in order, as they would have come.</summary>
internal sealed class RecordedFlow : IAsyncDisposable
{
    private readonly SettlementHost _host;

    private RecordedFlow(SettlementHost host, IReadOnlyList<JsonObject> events, string before, TimeSpan clockOffset) =>
        (_host, Events, Before, ClockOffset) = (host, events, before, clockOffset);

    public IReadOnlyList<JsonObject> Events { get; }

    /// <summary>Copy of billing.db.</summary>
    public string Before { get; }

    public TimeSpan ClockOffset { get; }

    /// <summary>Stays as it was: it plays the bank.</summary>
    public string SandboxAddress => _host.Sandbox.Address;

    public string Secret => _host.Sandbox.WebhookSecretOf(_host.WebhookUrl.ToString())!;

    public static async Task<RecordedFlow> Play(IFlowScenario scenario)
    {
        var host = await SettlementHost.Start(scenario.Book, settings: scenario.Settings);
        var began = host.Sandbox.Now.AddSeconds(-1);
        host.Sandbox.HoldWebhooks();
        await scenario.Play(host);
        var held = host.Sandbox.HeldWebhooks.Select(webhook => webhook.EventId).ToList();
        var bodies = host.Sandbox.EventsSince(began).Select(body => JsonNode.Parse(body)!.AsObject()).ToDictionary(body => (string)body["id"]!);
        var before = Path.Combine(host.Folder, "before.db");
        Copy(host.BillingFile, before);
        return new(host, [.. held.Select(id => bodies[id])], before, host.Get<Billing.Service.Ports.BillingClock>().Offset);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static void Copy(string from, string to)
    {
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        source.Open();
        source.BackupDatabase(target);
    }
}
