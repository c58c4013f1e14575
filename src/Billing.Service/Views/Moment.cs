using System.Runtime.InteropServices;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Views;

/// <summary>
/// Both files at one moment: what views.db has derived up to its watermark, and the rows of billing.db above it, so that
/// an answer holds everything that is committed. On one thread, for one answer.
/// </summary>
internal sealed class Moment : IDisposable
{
    private readonly IDisposable _viewsRead, _billingRead;
    private readonly Dictionary<int, Tail> _tails = [];

    public Moment(SqliteFile views, BillingLog billing)
    {
        Views = views;
        Billing = billing;
        // The watermark first: whatever is committed until billing.db is opened a moment later is above it.
        _viewsRead = views.BeginRead();
        try
        {
            Applied = Watermark.Read(views);
            _billingRead = billing.Begin();
        }
        catch
        {
            _viewsRead.Dispose();
            throw;
        }
    }

    /// <summary>How far views.db goes at this moment.</summary>
    public Watermark Applied { get; }

    public SqliteFile Views { get; }
    public BillingLog Billing { get; }

    /// <summary>The cold tables, of the same moment.</summary>
    public BillingDb Db => Billing.Db;

    /// <summary>An account's rows that are not in views.db yet.</summary>
    public Tail TailOf(int account)
    {
        if (_tails.TryGetValue(account, out var tail)) return tail;
        return _tails[account] = new([.. Billing.UsageOf(account, Applied.Usage)], [.. Billing.EntriesOf(account, Applied.Entry)]);
    }

    /// <summary>Usage by day of occurrence, summed by everything else of the key.</summary>
    public UsageRollup UsageByDay(int account, HourSpan span)
    {
        var days = new UsageRollup();
        var (first, end) = span.WholeDays;
        if (first < end)
        {
            Hours(span.From, first * UsageKey.HoursPerDay);
            UsageTables.Read(Views, UsageTables.Day, account, first, end, (key, sums) => days.Add(key, sums));
            Hours(end * UsageKey.HoursPerDay, span.To);
        }
        else Hours(span.From, span.To);

        foreach (var usage in TailOf(account).Usage)
        {
            if (span.Contains(usage.Occurred)) days.Add(UsageKey.OfHour(usage).OfDay, UsageSums.Of(usage));
        }

        return days;

        void Hours(long from, long to)
        {
            if (from < to) UsageTables.Read(Views, UsageTables.Hour, account, from, to, (key, sums) => days.Add(key.OfDay, sums));
        }
    }

    /// <summary>Cost of the usage that occurred from a whole hour up to any instant.</summary>
    public long CostUntil(int account, Period period)
    {
        var hours = new HourSpan(period.Start.HourNumber, period.End.HourNumber);
        var cost = UsageByDay(account, hours).Rows.Sum(row => row.Value.Cost);
        using (var rows = Views.Query(
            "SELECT usage FROM usage_at WHERE account = ? AND occurred >= ? AND occurred < ?", account, hours.End.Micros, period.End.Micros))
        {
            while (rows.Step()) cost += Billing.Usage(rows.Row.Long(0))!.Value.Cost;
        }

        return cost + TailOf(account).Usage.Where(u => u.Occurred >= hours.End && u.Occurred < period.End).Sum(u => u.Cost);
    }

    /// <summary>The first day with usage, in days since 1970; null for none.</summary>
    public long? FirstDay(int account)
    {
        var first = UsageTables.FirstDay(Views, account);
        foreach (var usage in TailOf(account).Usage)
        {
            var day = UsageKey.DayOf(usage.Occurred.HourNumber);
            if (first is null || day < first) first = day;
        }

        return first;
    }

    /// <summary>Balance after the last entry, and its number.</summary>
    public (long Balance, long LastNumber) Balance(int account) =>
        TailOf(account).Entries is [.., var last]
            ? (last.Entry.BalanceAfter, last.Entry.Number)
            : WalletTables.Balance(Views, account);

    /// <summary>What is left of each of an account's grants, by number; also the empty ones.</summary>
    public IReadOnlyDictionary<int, long> Grants(int account)
    {
        var left = WalletTables.Open(Views, account);
        foreach (var stored in TailOf(account).Entries)
        {
            if (stored.Entry.Grant != 0) CollectionsMarshal.GetValueRefOrAddDefault(left, stored.Entry.Grant, out _) += stored.Entry.Amount;
        }

        return left;
    }

    public void Dispose()
    {
        _billingRead.Dispose();
        _viewsRead.Dispose();
    }
}

/// <summary>An account's rows above the watermark, in order of their numbers.</summary>
internal sealed record Tail(IReadOnlyList<StoredUsage> Usage, IReadOnlyList<StoredEntry> Entries);
