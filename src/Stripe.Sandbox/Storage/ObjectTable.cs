using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>One JSON document per object. Fields that begin with an underscore are the sandbox's own and never leave it.</summary>
internal sealed class ObjectTable(SqliteConnection connection)
{
    private readonly Dictionary<string, JsonObject?> _before = new(StringComparer.Ordinal);

    public JsonObject? Find(string id) =>
        connection.Scalar("SELECT body FROM objects WHERE id = $1", id) is string body ? Parse(body) : null;

    public void Add(JsonObject item) => connection.Execute(
        "INSERT INTO objects (id, kind, created, body) VALUES ($1, $2, $3, $4)",
        item.Text("id"), item.Text("object"), item.Whole("created") ?? item.Whole("_created"), item.ToJsonString());

    public void Save(JsonObject item)
    {
        var id = item.Text("id")!;
        _before.TryAdd(id, Find(id));
        connection.Execute("UPDATE objects SET body = $2 WHERE id = $1", id, item.ToJsonString());
    }

    /// <summary>The object as it was before the changes of which nobody was told yet; null when there are none.</summary>
    public JsonObject? Before(string id) => _before.GetValueOrDefault(id);

    public void Told(string id) => _before.Remove(id);

    public void Remove(string id) => connection.Execute("DELETE FROM objects WHERE id = $1", id);

    public List<JsonObject> All(string kind) =>
        connection.Query("SELECT body FROM objects WHERE kind = $1 ORDER BY seq", r => Parse(r.GetString(0)), kind);

    /// <summary>The sum of a whole-number field over one currency's objects that are available by then.</summary>
    public long Sum(string kind, string field, string currency, long availableBy) => (long)connection.Scalar(
        "SELECT COALESCE(SUM(json_extract(body, $2)), 0) FROM objects WHERE kind = $1 AND json_extract(body, '$.currency') = $3 AND json_extract(body, '$.available_on') <= $4",
        kind, "$." + field, currency, availableBy)!;

    public List<string> Distinct(string kind, string field) => connection.Query(
        "SELECT DISTINCT json_extract(body, $2) FROM objects WHERE kind = $1 ORDER BY 1", r => r.GetString(0), kind, "$." + field);

    /// <summary>All whose field has the value, oldest first.</summary>
    public List<JsonObject> Where(string kind, string path, string value) => connection.Query(
        $"SELECT body FROM objects WHERE kind = $1 AND json_extract(body, '$.{path}') = $2 ORDER BY seq", r => Parse(r.GetString(0)), kind, value);

    /// <summary>A page, newest first, without what was deleted.</summary>
    /// <param name="kind">The objects' type name.</param>
    /// <param name="conditions">Conditions on <c>body</c> or <c>created</c>, with their values as ? placeholders.</param>
    /// <param name="page">Where to start and how many.</param>
    public (List<JsonObject> Items, bool HasMore) Page(string kind, IReadOnlyList<(string Sql, object Value)> conditions, PageRequest page)
    {
        var sql = new StringBuilder("SELECT body FROM objects WHERE kind = $1 AND json_extract(body, '$.deleted') IS NULL");
        var values = new List<object?> { kind };
        foreach (var (condition, value) in conditions)
        {
            values.Add(value);
            sql.Append(" AND ").Append(condition.Replace("?", "$" + values.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        var backwards = page.EndingBefore is not null;
        if ((page.EndingBefore ?? page.StartingAfter) is { } cursor)
        {
            values.Add(cursor);
            sql.Append(CultureInfo.InvariantCulture, $" AND (created, seq) {(backwards ? '>' : '<')} (SELECT created, seq FROM objects WHERE id = ${values.Count})");
        }

        var direction = backwards ? "ASC" : "DESC";
        values.Add(page.Limit + 1);
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY created {direction}, seq {direction} LIMIT ${values.Count}");
        var items = connection.Query(sql.ToString(), r => Parse(r.GetString(0)), [.. values]);

        var more = items.Count > page.Limit;
        if (more)
            items.RemoveAt(items.Count - 1);
        if (backwards)
            items.Reverse();
        return (items, more);
    }

    private static JsonObject Parse(string body) => JsonNode.Parse(body)!.AsObject();
}

internal sealed record PageRequest(int Limit, string? StartingAfter, string? EndingBefore);
