using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>Everything the sandbox knows, within one transaction.</summary>
internal sealed class State(SqliteConnection connection, SandboxClock clock, Caller? caller)
{
    private const long Farthest = 100L * 365 * 24 * 60 * 60;
    private readonly List<JsonObject> _news = [];
    private long? _moment;

    public ObjectTable Objects { get; } = new(connection);

    public DeliveryTable Deliveries { get; } = new(connection);

    public TimerTable Timers { get; } = new(connection);

    public ReplyTable Replies { get; } = new(connection);

    /// <summary>
    /// The sandbox's own time, in seconds since 1970: what <c>created</c> says. A timer runs at the moment it was set for,
    /// however late it is taken up.
    /// </summary>
    public long Now => _moment ?? clock.Now;

    public void At(long moment, Action work)
    {
        var before = _moment;
        _moment = moment;
        try
        {
            work();
        }
        finally
        {
            _moment = before;
        }
    }

    /// <summary>Does the work, keeps its answer and none of its effects: what something would come to.</summary>
    public T Imagine<T>(Func<T> work)
    {
        var undo = Savepoint();
        try
        {
            return work();
        }
        finally
        {
            undo();
            connection.Execute("RELEASE before");
        }
    }

    /// <summary>Does the work whole or not at all, so that a refusal can still be answered and remembered.</summary>
    public T OrNothing<T>(Func<T> work)
    {
        var undo = Savepoint();
        try
        {
            return work();
        }
        catch (StripeFault)
        {
            undo();
            throw;
        }
        finally
        {
            connection.Execute("RELEASE before");
        }
    }

    public JsonObject Require(string kind, string id, string param = "id")
    {
        var found = Objects.Find(id);
        return found is not null && found.Text("object") == kind && !found.Flag("deleted") ? found : throw StripeFault.Missing(kind, id, param);
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
        if (TellsWhatChanged(type) && Objects.Before(subject.Text("id")!) is { } before)
            happened.Child("data")!["previous_attributes"] = Wire.Rendering.Previous(before, subject);
        if (TellsTheRest(type))
            Objects.Told(subject.Text("id")!);
        Objects.Add(happened);
        _news.Add(happened);
    }

    private static bool TellsTheRest(string type) => type.EndsWith("updated", StringComparison.Ordinal) || type == "payment_method.detached";

    /// <summary>A refund's event says what it changed of the charge, and so does the <c>charge.updated</c> that follows it.</summary>
    private static bool TellsWhatChanged(string type) => TellsTheRest(type) || type == "charge.refunded";

    /// <summary>Queues what happened in this transaction for every endpoint that listens: the last act before the commit.</summary>
    public void Announce()
    {
        if (_news.Count > 0)
            Webhooks.Outbox.Queue(this, _news, clock.RealNow);
        _news.Clear();
    }

    /// <summary>Real time, in seconds since 1970.</summary>
    public long RealNow => clock.RealNow;

    private Action Savepoint()
    {
        var news = _news.Count;
        connection.Execute("SAVEPOINT before");
        return () =>
        {
            connection.Execute("ROLLBACK TO before");
            _news.RemoveRange(news, _news.Count - news);
        };
    }

    /// <summary>Sets how far the sandbox's time is from real time, in seconds; kept over restarts.</summary>
    /// <exception cref="StripeFault">A time at which nothing could be dated.</exception>
    public void MoveClock(long offset)
    {
        if (offset is < -Farthest or > Farthest)
            throw StripeFault.Invalid("The sandbox's time can be at most a hundred years from the real one.", "frozen_time");
        SetSetting(SandboxClock.OffsetSetting, offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        clock.Offset = offset;
    }

    public string? Setting(string name) => (string?)connection.Scalar("SELECT value FROM settings WHERE name = $1", name);

    public int SetSetting(string name, string value) =>
        connection.Execute("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2", name, value);
}
