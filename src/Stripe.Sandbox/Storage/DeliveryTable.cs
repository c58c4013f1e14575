using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>Webhooks still to be delivered, and what became of the rest. Times are real: a receiver lives in real time.</summary>
internal sealed class DeliveryTable(SqliteConnection connection)
{
    public const string Waiting = "pending";
    public const string Held = "held";
    public const string Dropped = "dropped";

    public void Enqueue(string eventId, string endpointId, long due, string state = Waiting) => connection.Execute(
        "INSERT INTO deliveries (event, endpoint, state, attempts, due) VALUES ($1, $2, $4, 0, $3)", eventId, endpointId, due, state);

    /// <summary>What is held back, in the order it happened.</summary>
    public List<Delivery> HeldBack() => connection.Query(
        "SELECT id, event, endpoint, attempts FROM deliveries WHERE state = 'held' ORDER BY id",
        r => new Delivery(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3)));

    /// <summary>Lets a held delivery go, behind all that went before it.</summary>
    public void Release(Delivery held, long due)
    {
        connection.Execute("DELETE FROM deliveries WHERE id = $1", held.Id);
        Enqueue(held.EventId, held.EndpointId, due);
    }

    /// <param name="now">Real time.</param>
    /// <param name="busy">Endpoints whose turn it is not.</param>
    /// <param name="limit">How many at most.</param>
    public List<Delivery> Due(long now, IEnumerable<string> busy, int limit) => connection.Query(
        "SELECT id, event, endpoint, attempts FROM deliveries WHERE state = 'pending' AND due <= $1 AND endpoint NOT IN (SELECT value FROM json_each($2)) ORDER BY id LIMIT $3",
        r => new Delivery(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3)), now, JsonSerializer.Serialize(busy), limit);

    public void Delivered(long id, string answer) =>
        connection.Execute("UPDATE deliveries SET state = 'delivered', attempts = attempts + 1, last_answer = $2 WHERE id = $1", id, answer);

    public void TryAgain(long id, string answer, long due) =>
        connection.Execute("UPDATE deliveries SET attempts = attempts + 1, last_answer = $2, due = $3 WHERE id = $1", id, answer, due);

    public void GiveUp(long id, string answer) =>
        connection.Execute("UPDATE deliveries SET state = 'failed', attempts = attempts + 1, last_answer = $2 WHERE id = $1", id, answer);

    public long Pending(string eventId) =>
        (long)connection.Scalar("SELECT COUNT(*) FROM deliveries WHERE event = $1 AND state IN ('pending', 'held')", eventId)!;

    public long PendingInAll() => (long)connection.Scalar("SELECT COUNT(*) FROM deliveries WHERE state = 'pending'")!;
}

internal sealed record Delivery(long Id, string EventId, string EndpointId, int Attempts);
