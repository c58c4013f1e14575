using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>What will happen by itself when the sandbox's clock gets there.</summary>
internal sealed class TimerTable(SqliteConnection connection)
{
    public void Set(long due, string kind, string objectId) =>
        connection.Execute("INSERT INTO timers (due, kind, object) VALUES ($1, $2, $3)", due, kind, objectId);

    /// <summary>The first that is due, taken off; null when none is.</summary>
    public Timer? TakeDue(long now)
    {
        var first = connection.Query(
            "SELECT id, due, kind, object FROM timers WHERE due <= $1 ORDER BY due, id LIMIT 1",
            r => new Timer(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetString(3)), now).FirstOrDefault();
        if (first is not null)
            connection.Execute("DELETE FROM timers WHERE id = $1", first.Id);
        return first;
    }
}

internal sealed record Timer(long Id, long Due, string Kind, string ObjectId);
