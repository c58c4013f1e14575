using System.Numerics;
using Billing.Metering;
using Billing.Service.Storage;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Reads;

/// <summary>The same questions answered by plain sums over the raw rows of billing.db, with nothing of the reads in it.</summary>
internal sealed class Oracle(ViewsLedger ledger, AccountId account)
{
    private const long Hour = 3_600_000_000;
    private const long Day = 24 * Hour;

    public List<StoredUsage> Usage { get; } = ledger.UsageOf(account);
    public List<StoredEntry> Entries { get; } = ledger.EntriesOf(account);

    /// <summary>Rows of a period; the hour in which it ends belongs to it.</summary>
    public IEnumerable<StoredUsage> Of(Period period) =>
        Usage.Where(row => row.Occurred >= period.Start && row.Occurred.Micros < RoundUp(period.End.Micros));

    public string Label(StoredUsage row) => ledger.Name(row.Model) ?? ledger.Name(row.Meter)!;

    public Guid? Key(StoredUsage row) => ledger.Key(row.ApiKey);

    public static long RoundUp(long micros) => (micros + Hour - 1) / Hour * Hour;

    public long CostBetween(Instant from, Instant to) => Usage.Where(row => row.Occurred >= from && row.Occurred < to).Sum(row => row.Cost);

    public long CostOfDay(DateOnly day) => CostBetween(Instant.At(day), Instant.At(day.AddDays(1)));

    /// <summary>Spent / elapsed x length, half up, in whole numbers.</summary>
    public static long Projected(long spent, BigInteger elapsed, BigInteger length) => (long)((2 * spent * length + elapsed) / (2 * elapsed));

    public static long Failed(IEnumerable<StoredUsage> rows) => rows.LongCount(row => row.Status != UsageStatus.Success);

    /// <summary>Mean of the last full days, at most 14, from the first day with usage on; null without one.</summary>
    public (long PerDay, Instant? EmptyAt)? Pace(Instant now, long balance)
    {
        if (Usage.Count == 0) return null;
        var today = Instant.At(now.Day).Micros;
        var first = Usage.Min(row => row.Occurred.Micros) / Day * Day;
        var from = Math.Max(first, today - 14 * Day);
        if (from >= today) return null;
        BigInteger days = (today - from) / Day, spent = CostBetween(new(from), new(today));
        return ((long)((2 * spent + days) / (2 * days)), spent.IsZero ? null : new(now.Micros + (long)(balance * days * Day / spent)));
    }
}
