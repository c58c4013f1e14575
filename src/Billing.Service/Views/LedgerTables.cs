using Billing.Ledger;
using Billing.Service.Reads;
using Billing.Service.Storage;

namespace Billing.Service.Views;

/// <summary>The ledger's lines in views.db, by recorded time and by time of occurrence.</summary>
internal static class LedgerTables
{
    public const string Recorded = "ledger_recorded";
    public const string Occurred = "ledger_occurred";

    private const string Columns = "account, hour, run, type, first, last, last_entry, last_cause, entries, calls, credit, debit";

    /// <summary>Writes lines as they are now, in key order.</summary>
    public static void Put(SqliteFile views, string table, IReadOnlyDictionary<RunKey, LedgerRun> runs)
    {
        var rows = runs.ToArray();
        Array.Sort(rows, static (a, b) => a.Key.CompareTo(b.Key));
        var put = views.Prepare($"INSERT OR REPLACE INTO {table} ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        foreach (var (k, r) in rows)
            put.Run(k.Account, k.Hour, k.Run, (long)r.Type, r.First, r.Last, r.LastEntry, r.LastCause, r.Entries, r.Calls, r.Credit, r.Debit);
    }

    public static LedgerRun? Find(SqliteFile views, string table, RunKey key)
    {
        using var rows = views.Query($"SELECT {Columns} FROM {table} WHERE account = ? AND hour = ? AND run = ?", key.Account, key.Hour, key.Run);
        return rows.Step() ? Run(rows.Row) : null;
    }

    /// <summary>The account's newest line by recorded time.</summary>
    public static (RunKey Key, LedgerRun Run)? Newest(SqliteFile views, int account, long beforeHour = long.MaxValue)
    {
        using var rows = views.Query($"SELECT {Columns} FROM {Recorded} WHERE account = ? AND hour < ? ORDER BY hour DESC, run DESC LIMIT 1", account, beforeHour);
        return rows.Step() ? (Key(rows.Row), Run(rows.Row)) : null;
    }

    /// <summary>An account's lines with from &lt;= hour &lt; to, in key order.</summary>
    public static List<KeyValuePair<RunKey, LedgerRun>> Read(SqliteFile views, string table, int account, long from, long to)
    {
        using var rows = views.Query($"SELECT {Columns} FROM {table} WHERE account = ? AND hour >= ? AND hour < ? ORDER BY hour, run", account, from, to);
        var runs = new List<KeyValuePair<RunKey, LedgerRun>>();
        while (rows.Step()) runs.Add(new(Key(rows.Row), Run(rows.Row)));
        return runs;
    }

    /// <summary>By account: entries, credits and debits of all its lines.</summary>
    public static Dictionary<int, (long Entries, long Credit, long Debit)> Totals(SqliteFile views, LedgerTime by)
    {
        using var rows = views.Query($"SELECT account, sum(entries), sum(credit), sum(debit) FROM {TableOf(by)} GROUP BY account");
        var totals = new Dictionary<int, (long, long, long)>();
        while (rows.Step()) totals.Add(rows.Row.Int(0), (rows.Row.Long(1), rows.Row.Long(2), rows.Row.Long(3)));
        return totals;
    }

    public static string TableOf(LedgerTime by) => by == LedgerTime.Recorded ? Recorded : Occurred;

    private static RunKey Key(Statement row) => new(row.Int(0), row.Long(1), row.Long(2));

    private static LedgerRun Run(Statement row) => new()
    {
        Type = (EntryType)row.Int(3),
        First = row.Long(4),
        Last = row.Long(5),
        LastEntry = row.Long(6),
        LastCause = row.Long(7),
        Entries = row.Long(8),
        Calls = row.Long(9),
        Credit = row.Long(10),
        Debit = row.Long(11),
    };
}
