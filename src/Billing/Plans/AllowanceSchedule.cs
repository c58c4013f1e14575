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
        var anchor = new MonthAnchor(paid.Start);
        var due = new List<AllowanceMonth>();
        for (var i = 0; anchor.Plus(i) < paid.End && anchor.Plus(i) <= now; i++)
        {
            var end = anchor.Plus(i + 1);
            due.Add(new(i, new(anchor.Plus(i), end < paid.End ? end : paid.End)));
        }

        return due;
    }
}
