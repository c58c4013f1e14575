using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>Answers kept by idempotency key, for a day of the sandbox's clock.</summary>
internal sealed class ReplyTable(SqliteConnection connection)
{
    private const long KeptSeconds = 24 * 60 * 60;

    public Reply? Find(string key, long now) => connection.Query(
        "SELECT request, status, body, request_id FROM replies WHERE key = $1 AND created > $2",
        r => new Reply(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetString(3)), key, now - KeptSeconds).FirstOrDefault();

    public void Keep(string key, Reply reply, long now) => connection.Execute(
        "INSERT OR REPLACE INTO replies (key, request, status, body, request_id, created) VALUES ($1, $2, $3, $4, $5, $6)",
        key, reply.Request, reply.Status, reply.Body, reply.RequestId, now);
}

/// <summary>An answer and the request it belongs to (a hash of path and parameters).</summary>
internal sealed record Reply(string Request, int Status, string Body, string RequestId);
