using Billing.Credits;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Parts.Charts;

namespace BillingPortal.Portal.Pages.Overview;

/// <summary>The sentences of the Overview and what its charts draw, made from the read alone.</summary>
public static class OverviewWords
{
    /// <summary>"November 2026, day 21 of 30,".</summary>
    public static string DayOfMonth(Instant now) =>
        $"{DateText.Month(now.Day)}, day {now.Day.Day} of {DateTime.DaysInMonth(now.Day.Year, now.Day.Month)},";

    /// <summary>What the book does with new work when nothing is left, as the customer meets it.</summary>
    public static string AtZero(ZeroAction action) => action switch
    {
        ZeroAction.Refuse402 => "Calls answer 402 until there is credit again.",
        ZeroAction.Throttle => "New requests are throttled until there is credit again; running work ends in its own time, and no data is deleted.",
        ZeroAction.Pause => "What runs is paused when its paid hour ends, and resumes with the next credit.",
        _ => "Work goes on.",
    };

    /// <summary>The last day that has a part in a half-open span.</summary>
    public static DateOnly LastDay(Period period) => new Instant(period.End.Micros - 1).Day;

    /// <summary>"1–21 Oct": the days a comparison was made with.</summary>
    public static string Days(Period period, int thisYear) =>
        DateText.Range(period.Start.Day, LastDay(period), thisYear);

    /// <summary>Whole days until the balance ends; null when it has no end at this pace.</summary>
    public static int? DaysLeft(Runway runway, Instant now) =>
        runway.EmptyAt is { } end ? Math.Max(0, (int)Math.Min((end - now).TotalDays, int.MaxValue)) : null;

    public static MonthSpend Chart(MonthView month, Instant now)
    {
        var first = month.This.Start.Day;
        var previous = first.AddMonths(-1);
        return new MonthSpend(
            first,
            DateTime.DaysInMonth(first.Year, first.Month),
            Math.Clamp((now - month.This.Start).TotalDays, 0, 31),
            Daily(month.Days, first, now.Day.DayNumber - first.DayNumber + 1, month.Spent.Asset),
            previous,
            month.DaysBefore.Count == 0 ? [] : Daily(month.DaysBefore, previous, DateTime.DaysInMonth(previous.Year, previous.Month), month.Spent.Asset),
            month.Projected,
            month.Spent.Asset);
    }

    /// <summary>What the month chart says.</summary>
    public static string Say(MonthSpend month)
    {
        var said = $"{MoneyText.Of(month.Spent)} in {month.First:MMMM} so far";
        if (month.Projected is { } end) said += $", {MoneyText.Of(end, MoneyStyle.Whole)} by its end at this pace";
        return month.PreviousDaily.Count == 0 ? said + "." : $"{said}; {month.PreviousFirst:MMMM} came to {MoneyText.Of(month.Previous)}.";
    }

    /// <summary>What the models' chart says.</summary>
    public static string Say(IReadOnlyList<ModelCost> models, Amount total, string days) => models switch
    {
        [] => $"No usage on {days}.",
        [var only] => $"All of {MoneyText.Of(total)} on {days} went to {only.Model}.",
        [var first, ..] => $"{first.Model} cost most on {days}: {MoneyText.Of(first.Cost)}, {PercentText.Share(first.Cost, total)} of {MoneyText.Of(total)}.",
    };

    /// <summary>Series for the columns of a range; a day without usage is a zero, not a hole.</summary>
    public static IReadOnlyList<ChartSeries> Series(IReadOnlyList<DayModelCost> days, IReadOnlyList<ChartColumn> columns, Asset asset)
    {
        var series = new Dictionary<string, Amount[]>(StringComparer.Ordinal);
        foreach (var cost in days)
        {
            var at = IndexOf(columns, cost.Day);
            if (at < 0) continue;
            if (!series.TryGetValue(cost.Model, out var values))
                series[cost.Model] = values = [.. Enumerable.Repeat(Amount.Zero(asset), columns.Count)];
            values[at] += cost.Cost;
        }
        return ChartSeries.Largest(series.Select(one => (one.Key, (IReadOnlyList<Amount>)one.Value)), asset);
    }

    private static int IndexOf(IReadOnlyList<ChartColumn> columns, DateOnly day)
    {
        for (var at = 0; at < columns.Count; at++)
            if (columns[at].Holds(day)) return at;
        return -1;
    }

    private static List<Amount> Daily(IReadOnlyList<DayCost> days, DateOnly first, int count, Asset asset)
    {
        var costs = days.ToDictionary(day => day.Day, day => day.Cost);
        return [.. Enumerable.Range(0, count).Select(at => costs.GetValueOrDefault(first.AddDays(at), Amount.Zero(asset)))];
    }
}
