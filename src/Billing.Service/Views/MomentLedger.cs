using Billing.Service.Reads;
using Billing.Service.Storage;

namespace Billing.Service.Views;

/// <summary>The ledger at a moment: lines, and entries by their number within the account.</summary>
internal static class MomentLedger
{
    /// <summary>An account's lines in a span of the instant that counts, in no order.</summary>
    public static IReadOnlyCollection<LedgerRun> Lines(this Moment moment, int account, LedgerTime by, HourSpan span) => ByKey(moment, account, by, span).Values;

    /// <summary>What came in and went out by the hour of recording, in no order.</summary>
    public static IEnumerable<(long Hour, long Credit, long Debit)> Runs(this Moment moment, int account, HourSpan span) =>
        ByKey(moment, account, LedgerTime.Recorded, span).Select(line => (line.Key.Hour, line.Value.Credit, line.Value.Debit));

    private static Dictionary<RunKey, LedgerRun> ByKey(Moment moment, int account, LedgerTime by, HourSpan span)
    {
        var lines = LedgerTables.Read(moment.Views, LedgerTables.TableOf(by), account, span.From, span.To).ToDictionary();
        var fold = new LedgerFold(moment.Views);
        foreach (var stored in moment.TailOf(account).Entries) fold.Add(stored.Id, stored.Entry);
        foreach (var (key, line) in by == LedgerTime.Recorded ? fold.Recorded : fold.Occurred)
        {
            if (key.Hour >= span.From && key.Hour < span.To) lines[key] = line;
        }

        return lines;
    }

    /// <summary>The balance after everything recorded before an hour.</summary>
    public static long BalanceBefore(this Moment moment, int account, long hour)
    {
        for (var i = moment.TailOf(account).Entries.Count - 1; i >= 0; i--)
        {
            var entry = moment.TailOf(account).Entries[i].Entry;
            if (entry.Recorded.HourNumber < hour) return entry.BalanceAfter;
        }

        return LedgerTables.Newest(moment.Views, account, hour) is var (_, line) ? moment.Billing.Entry(line.LastEntry)!.Value.Entry.BalanceAfter : 0;
    }

    /// <summary>Entries from a number down to another, both in, newest first.</summary>
    public static IEnumerable<StoredEntry> EntriesDown(this Moment moment, int account, long from, long downTo)
    {
        var tail = moment.TailOf(account).Entries;
        for (var i = tail.Count - 1; i >= 0; i--)
        {
            if (tail[i].Entry.Number <= from && tail[i].Entry.Number >= downTo) yield return tail[i];
        }

        using var rows = moment.Views.Query(
            "SELECT entry FROM entry_at WHERE account = ? AND number <= ? AND number >= ? ORDER BY number DESC", account, from, downTo);
        while (rows.Step()) yield return moment.Billing.Entry(rows.Row.Long(0))!.Value;
    }

    /// <summary>Entries from a number up to another, both in, oldest first.</summary>
    public static IEnumerable<StoredEntry> EntriesUp(this Moment moment, int account, long from, long upTo)
    {
        for (var number = from; number <= upTo; number++)
        {
            if (moment.Entry(account, number) is { } entry) yield return entry;
        }
    }

    /// <summary>An entry by its number; null where there is none.</summary>
    public static StoredEntry? Entry(this Moment moment, int account, long number)
    {
        foreach (var entry in moment.EntriesDown(account, number, number)) return entry;
        return null;
    }

    /// <summary>What a grant had left after an entry of the account.</summary>
    public static long GrantLeft(this Moment moment, int account, int grant, in StoredEntry after)
    {
        var hour = after.Entry.Recorded.HourNumber;
        var first = moment.Lines(account, LedgerTime.Recorded, new(hour, hour + 1)).Min(line => line.First);
        return WalletTables.Left(moment.Views, account, grant, hour)
            + moment.TailOf(account).Entries.Where(e => e.Entry.Grant == grant && e.Entry.Number < first).Sum(e => e.Entry.Amount)
            + moment.EntriesDown(account, after.Entry.Number, first).Where(e => e.Entry.Grant == grant).Sum(e => e.Entry.Amount);
    }
}
