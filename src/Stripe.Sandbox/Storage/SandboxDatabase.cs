using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>
/// The sandbox plays the bank, so it must be harder to hurt than the program it serves: one writer at a time, and what
/// was answered is on disk before the answer leaves.
/// </summary>
internal sealed class SandboxDatabase : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS objects (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created INTEGER NOT NULL, body TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS objects_newest ON objects (kind, created, seq);
        CREATE INDEX IF NOT EXISTS objects_customer ON objects (kind, json_extract(body, '$.customer'));
        CREATE INDEX IF NOT EXISTS objects_payment ON objects (kind, json_extract(body, '$.payment_intent'));
        CREATE INDEX IF NOT EXISTS objects_invoice ON objects (kind, json_extract(body, '$.invoice'));
        CREATE INDEX IF NOT EXISTS objects_subscription ON objects (kind, json_extract(body, '$.parent.subscription_details.subscription'));
        CREATE TABLE IF NOT EXISTS replies (
            key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, request_id TEXT NOT NULL, created INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, endpoint TEXT NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL, due INTEGER NOT NULL, last_answer TEXT);
        CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due);
        CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event);
        CREATE TABLE IF NOT EXISTS timers (id INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, kind TEXT NOT NULL, object TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS timers_due ON timers (due);
        CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        """;

    private readonly Lock _writer = new();
    private readonly SqliteConnection _connection;
    private readonly SandboxClock _clock;

    public SandboxDatabase(string file, SandboxClock clock)
    {
        _clock = clock;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        _connection.Execute("PRAGMA journal_mode=WAL");
        _connection.Execute("PRAGMA synchronous=FULL");
        _connection.Execute(Schema);
    }

    /// <summary>Runs a piece of work that answers nothing.</summary>
    public void Run(Action<State> work) => Run(state =>
    {
        work(state);
        return true;
    });

    /// <summary>Runs a piece of work alone and commits it whole; an exception leaves nothing behind.</summary>
    public T Run<T>(Func<State, T> work, Caller? caller = null)
    {
        lock (_writer)
        {
            using var transaction = _connection.BeginTransaction();
            var state = new State(_connection, _clock, caller);
            var result = work(state);
            state.Announce();
            transaction.Commit();
            return result;
        }
    }

    public void Dispose()
    {
        lock (_writer)
            _connection.Dispose();
    }
}

/// <summary>The API call that causes a change; events name it.</summary>
internal sealed record Caller(string RequestId, string? IdempotencyKey);
