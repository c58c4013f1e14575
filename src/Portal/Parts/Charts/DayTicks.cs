using System.Globalization;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>Which days of an axis carry a label, and which words.</summary>
public static class DayTicks
{
    /// <summary>
    /// At most <paramref name="most"/> labels. A run that begins with the first of its month counts 1, 5, 10 … as people
    /// count a month; any other run steps by whole weeks or days. The month is named at the first and where it changes.
    /// </summary>
    /// <returns>Index into the days, and the label.</returns>
    public static IReadOnlyList<(int Index, string Label)> Of(DateOnly first, int days, int most)
    {
        var picked = (first.Day == 1 && days is >= 28 and <= 31 ? OfAMonth(days, most) : Stepped(days, most)).ToList();
        var labels = new List<(int, string)>(picked.Count);
        DateOnly? before = null;
        foreach (var index in picked)
        {
            var day = first.AddDays(index);
            var named = before is null || before.Value.Month != day.Month || index == days - 1 && picked.Count > 1 && days > 14;
            labels.Add((index, day.ToString(named ? "d MMM" : "%d", CultureInfo.InvariantCulture)));
            before = day;
        }
        return labels;
    }

    private static IEnumerable<int> OfAMonth(int days, int most)
    {
        var step = most >= 7 ? 5 : 10;
        yield return 0;
        for (var day = step; day <= 25; day += step) yield return day - 1;
        yield return days - 1;
    }

    private static IEnumerable<int> Stepped(int days, int most)
    {
        var step = (days + most - 1) / most;
        if (step > 3) step = (step + 6) / 7 * 7;
        for (var index = 0; index < days; index += step) yield return index;
    }
}
