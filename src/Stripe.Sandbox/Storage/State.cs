using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>Everything the sandbox knows, within one transaction.</summary>
internal sealed class State(SqliteConnection connection, SandboxClock clock, Caller? caller)
{
    private readonly List<JsonObject> _news = [];

    public ObjectTable Objects { get; } = new(connection);

    public DeliveryTable Deliveries { get; } = new(connection);

    public TimerTable Timers { get; } = new(connection);

    public ReplyTable Replies { get; } = new(connection);

    /// <summary>The sandbox's own time, in seconds since 1970: what <c>created</c> says.</summary>
    public long Now => clock.Now;

    public JsonObject Require(string kind, string id, string param = "id")
    {
        var found = Objects.Find(id);
        return found is not null && found.Text("object") == kind ? found : throw StripeFault.Missing(kind, id, param);
    }

    /// <summary>Records that something happened; whoever listens is told with the commit.</summary>
    public void Emit(string type, JsonObject subject)
    {
        var happened = new JsonObject
        {
            ["id"] = Ids.New("evt_"),
            ["object"] = "event",
            ["api_version"] = SandboxServer.ApiVersion,
            ["created"] = Now,
            ["data"] = new JsonObject { ["object"] = Wire.Rendering.Public(subject) },
            ["livemode"] = false,
            ["pending_webhooks"] = 0,
            ["request"] = new JsonObject { ["id"] = caller?.RequestId, ["idempotency_key"] = caller?.IdempotencyKey },
            ["type"] = type,
        };
        Objects.Add(happened);
        _news.Add(happened);
    }

    /// <summary>Queues what happened in this transaction for every endpoint that listens: the last act before the commit.</summary>
    public void Announce()
    {
        if (_news.Count > 0)
            Webhooks.Outbox.Queue(this, _news, clock.RealNow);
        _news.Clear();
    }

    /// <summary>Real time, in seconds since 1970.</summary>
    public long RealNow => clock.RealNow;

    public string? Setting(string name) => (string?)connection.Scalar("SELECT value FROM settings WHERE name = $1", name);

    public int SetSetting(string name, string value) =>
        connection.Execute("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2", name, value);
}
