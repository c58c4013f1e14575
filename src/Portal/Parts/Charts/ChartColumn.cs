namespace BillingPortal.Portal.Parts.Charts;

/// <summary>One bar of a chart over time: a day, or the days of a week where days would be too thin to see.</summary>
public sealed record ChartColumn(DateOnly From, DateOnly To)
{
    /// <summary>The longest range that is drawn day by day.</summary>
    public const int MostDays = 62;

    public string Label => From == To ? DateText.Weekday(From) : $"{DateText.Weekday(From)} – {DateText.Weekday(To)}";

    public bool Holds(DateOnly day) => day >= From && day <= To;

    /// <summary>The columns of a range, without a gap; weeks begin on Monday, the first and the last may be cut.</summary>
    public static IReadOnlyList<ChartColumn> Of(DateOnly from, DateOnly to)
    {
        var columns = new List<ChartColumn>();
        var byDay = to.DayNumber - from.DayNumber < MostDays;
        for (var first = from; first <= to;)
        {
            var sunday = first.AddDays((7 - (int)first.DayOfWeek) % 7);
            var last = byDay ? first : sunday < to ? sunday : to;
            columns.Add(new ChartColumn(first, last));
            first = last.AddDays(1);
        }
        return columns;
    }
}
