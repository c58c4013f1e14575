using Billing.Metering;
using Billing.Service.Storage;

namespace Billing.Service.Views;

/// <summary>The roll-ups of usage in views.db.</summary>
internal static class UsageTables
{
    public const string Hour = "usage_hour";
    public const string Day = "usage_day";

    private const string Key = "account, slot, meter, model, api_key, environment, resource, service, status";
    private const string Sums = "requests, cost, uncovered, input_tokens, cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens, prompt_tokens";

    /// <summary>Adds sums to what the table has.</summary>
    public static void Add(SqliteFile views, string table, ReadOnlySpan<KeyValuePair<UsageKey, UsageSums>> rows)
    {
        var added = string.Join(", ", Sums.Split(", ").Select(sum => $"{sum} = {sum} + excluded.{sum}"));
        var upsert = views.Prepare($"INSERT INTO {table} ({Key}, {Sums}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET {added}");
        foreach (var (k, s) in rows)
            upsert.Run(
                k.Account, k.Slot, k.Meter, k.Model, k.ApiKey, k.Environment, k.Resource, k.Service, (long)k.Status,
                s.Requests, s.Cost, s.Uncovered, s.InputTokens, s.CachedTokens, s.CacheWriteTokens, s.OutputTokens, s.ReasoningTokens, s.PromptTokens);
    }

    /// <summary>An account's rows with from &lt;= slot &lt; to.</summary>
    public static void Read(SqliteFile views, string table, int account, long from, long to, Action<UsageKey, UsageSums> each)
    {
        using var rows = views.Query($"SELECT {Key}, {Sums} FROM {table} WHERE account = ? AND slot >= ? AND slot < ?", account, from, to);
        while (rows.Step()) each(KeyOf(rows.Row), SumsOf(rows.Row));
    }

    /// <summary>The whole table.</summary>
    public static Dictionary<UsageKey, UsageSums> ReadAll(SqliteFile views, string table)
    {
        using var rows = views.Query($"SELECT {Key}, {Sums} FROM {table}");
        var all = new Dictionary<UsageKey, UsageSums>();
        while (rows.Step()) all.Add(KeyOf(rows.Row), SumsOf(rows.Row));
        return all;
    }

    /// <summary>The first day with usage, in days since 1970; null for none.</summary>
    public static long? FirstDay(SqliteFile views, int account) =>
        views.Number("SELECT slot FROM usage_day WHERE account = ? ORDER BY slot LIMIT 1", account);

    private static UsageKey KeyOf(Statement row) => new(
        row.Int(0), row.Long(1), row.Int(2), row.Int(3), row.Int(4), row.Int(5), row.Int(6), row.Int(7), (UsageStatus)row.Int(8));

    private static UsageSums SumsOf(Statement row) => new()
    {
        Requests = row.Long(9),
        Cost = row.Long(10),
        Uncovered = row.Long(11),
        InputTokens = row.Long(12),
        CachedTokens = row.Long(13),
        CacheWriteTokens = row.Long(14),
        OutputTokens = row.Long(15),
        ReasoningTokens = row.Long(16),
        PromptTokens = row.Long(17),
    };
}
