using Billing.Metering;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Sums of roll-up rows: the one way every page adds usage up.</summary>
internal static class Spending
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public static UsageSums Sum(IEnumerable<UsageSums> rows)
    {
        var total = new UsageSums();
        foreach (var row in rows) total.Add(row);
        return total;
    }

    public static SpendTotal Total(IEnumerable<KeyValuePair<UsageKey, UsageSums>> rows, AccountFacts account)
    {
        UsageSums total = new(), failed = new();
        foreach (var (key, sums) in rows)
        {
            total.Add(sums);
            if (key.Status != UsageStatus.Success) failed.Add(sums);
        }

        return new(
            account.Amount(total.Cost), account.Amount(total.Uncovered), total.Requests, failed.Requests,
            total.InputTokens, total.OutputTokens, total.CachedTokens);
    }

    /// <summary>Cost of each day from the first to the last, also of those without usage.</summary>
    public static IReadOnlyList<DayCost> ByDay(UsageRollup usage, DateOnly first, DateOnly last, AccountFacts account)
    {
        var cost = usage.Rows.ToLookup(row => DayOf(row.Key.Slot), row => row.Value.Cost);
        return [.. Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1)
            .Select(DateOnly.FromDayNumber).Select(day => new DayCost(day, account.Amount(cost[day].Sum())))];
    }

    /// <summary>The day of a daily roll-up's slot.</summary>
    public static DateOnly DayOf(long slot) => DateOnly.FromDayNumber(checked((int)slot + Epoch));
}
