using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Answers Transactions, of one moment.</summary>
public sealed class LedgerRead(ViewsStore views, IApiKeys keys, BillingClock clock)
{
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public async Task<LedgerView> Read(AccountId account, LedgerQuery query, CancellationToken cancel)
    {
        var named = await keys.Of(account, cancel);
        return await views.Read(moment => Answer(moment, new(moment, account, named), query), cancel);
    }

    private LedgerView Answer(Moment moment, AccountFacts account, LedgerQuery query)
    {
        var span = HourSpan.Of(query.Period);
        var all = moment.Lines(account.Number, query.By, span);
        var asked = all.Where(line => query.Type is null || line.Type == query.Type).OrderByDescending(line => line.Last).ToList();
        var wording = new LedgerWording(moment, account);
        var page = query.Each
            ? Entries(moment, account, query, span, asked).Take(query.Limit + 1).ToList().Select(wording.Line)
            : asked.Where(line => query.Before is not { } before || line.Last < before).Take(query.Limit + 1).Select(wording.Line);
        var lines = page.ToList();
        var more = lines.Count > query.Limit;
        if (more) lines.RemoveAt(query.Limit);
        var (opening, closing) = query is { By: LedgerTime.Recorded, Type: null } ? Bounds(moment, account, span, all) : (null, null);
        return new(
            clock.Now, opening, account.Amount(asked.Sum(line => line.Credit)), account.Amount(asked.Sum(line => line.Debit)), closing,
            asked.Sum(line => line.Entries), moment.Balance(account.Number).LastNumber, lines, more ? lines[^1].Number : null);
    }

    /// <summary>Balance before the span's first entry and after its last.</summary>
    private static (Amount? Opening, Amount? Closing) Bounds(Moment moment, AccountFacts account, HourSpan span, IReadOnlyCollection<LedgerRun> lines)
    {
        var opening = moment.BalanceBefore(account.Number, span.From);
        var closing = lines.Count == 0 ? opening : moment.Billing.Entry(lines.MaxBy(line => line.Last).LastEntry)!.Value.Entry.BalanceAfter;
        return (account.Amount(opening), account.Amount(closing));
    }

    /// <summary>Single entries, newest first: the number ranges of the lines asked for are walked down, and what lies between is passed over.</summary>
    private static IEnumerable<StoredEntry> Entries(Moment moment, AccountFacts account, LedgerQuery query, HourSpan span, List<LedgerRun> newestFirst)
    {
        var from = query.Before is { } before ? before - 1 : long.MaxValue;
        for (var i = 0; i < newestFirst.Count; i++)
        {
            var top = Math.Min(from, newestFirst[i].Last);
            var bottom = newestFirst[i].First;
            while (i + 1 < newestFirst.Count && newestFirst[i + 1].Last >= bottom) bottom = Math.Min(bottom, newestFirst[++i].First);
            foreach (var stored in moment.EntriesDown(account.Number, top, bottom))
            {
                if (IsAsked(stored.Entry, query, span)) yield return stored;
            }

            from = Math.Min(from, bottom - 1);
        }
    }

    private static bool IsAsked(in Entry entry, LedgerQuery query, HourSpan span) =>
        (query.Type is null || entry.Type == query.Type)
        && span.Contains(query.By == LedgerTime.Recorded ? entry.Recorded : entry.Occurred);
}
