using Billing.Units;

namespace Billing.Plans;

/// <summary>A month of a paid period, with the number that makes its grant's key unique in the period.</summary>
/// <param name="Index">0 for the first.</param>
public readonly record struct AllowanceMonth(int Index, Period Month);

/// <summary>When included credits are granted: at the start of every billing month, also within a year (MS-15, KS-21).</summary>
public static class AllowanceSchedule
{
    /// <summary>The months of a paid period whose start has come by <paramref name="now"/>; a job grants those it has not granted yet.</summary>
    public static IReadOnlyList<AllowanceMonth> Due(Period paid, Instant now)
    {
        var due = new List<AllowanceMonth>();
        for (var i = 0; MonthOf(paid, new(paid.Start), i) is { } month && month.Month.Start <= now; i++) due.Add(month);
        return due;
    }

    /// <summary>A month of a paid period; null beyond its end.</summary>
    /// <param name="anchor">
    /// Of the billing months: where the period is a renewal, months still count from the first one, so that a 31st comes
    /// back after a short month.
    /// </param>
    /// <param name="index">0 or more.</param>
    public static AllowanceMonth? MonthOf(Period paid, MonthAnchor anchor, int index)
    {
        var first = anchor.IndexAt(paid.Start);
        var start = index == 0 ? paid.Start : anchor.Plus(first + index);
        var end = anchor.Plus(first + index + 1);
        return start < paid.End ? new(index, new(start, end < paid.End ? end : paid.End)) : null;
    }
}
