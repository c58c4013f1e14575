using System.Runtime.InteropServices;
using Billing.Ledger;

namespace Billing.Service.Views;

/// <summary>
/// Folds entries, in order of their numbers, into lines that views.db has begun: the one rule for the feeder, which
/// writes what comes of it, and for a reader's tail.
/// </summary>
internal sealed class LedgerFold(SqliteFile views)
{
    private readonly Dictionary<int, RunKey> _newest = [];

    /// <summary>The lines that were touched, by recorded time.</summary>
    public Dictionary<RunKey, LedgerRun> Recorded { get; } = [];

    /// <summary>The lines that were touched, by time of occurrence.</summary>
    public Dictionary<RunKey, LedgerRun> Occurred { get; } = [];

    /// <param name="id">The entry's global number.</param>
    public void Add(long id, in Entry e)
    {
        var key = Newest(e.Account);
        if (key is null || !Continues(key.Value, Recorded[key.Value], e)) key = new(e.Account, e.Recorded.HourNumber, e.Number);
        _newest[e.Account] = key.Value;
        CollectionsMarshal.GetValueRefOrAddDefault(Recorded, key.Value, out _).Add(id, e);

        var hour = new RunKey(e.Account, e.Occurred.HourNumber, e.Type == EntryType.Consume ? 0 : e.Number);
        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(Occurred, hour, out var known);
        if (!known && hour.Run == 0) run = LedgerTables.Find(views, LedgerTables.Occurred, hour) ?? default;
        run.Add(id, e);
    }

    public void Clear()
    {
        _newest.Clear();
        Recorded.Clear();
        Occurred.Clear();
    }

    private static bool Continues(in RunKey key, in LedgerRun run, in Entry e) =>
        run.Type == EntryType.Consume && e.Type == EntryType.Consume
        && key.Hour == e.Recorded.HourNumber && run.Last + 1 == e.Number;

    /// <summary>The account's newest line: touched before, or as the table has it.</summary>
    private RunKey? Newest(int account)
    {
        if (_newest.TryGetValue(account, out var key)) return key;
        if (LedgerTables.Newest(views, account) is not var (found, run)) return null;
        Recorded[found] = run;
        return found;
    }
}
