namespace Billing.Tests.Oracle;

/// <summary>The calendar, counted day by day from 1 January 1970: no date type of the product or of the platform.</summary>
internal static class OracleCalendar
{
    private const long Day = 86_400_000_000;

    private static readonly int[] Lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Some months later: the same day and time, or the month's last day where it has no such day.</summary>
    public static long Plus(long at, int months)
    {
        var (year, month, day) = DateOf(at);
        var index = year * 12 + month - 1 + months;
        return MonthStart(index / 12, index % 12 + 1) + (Math.Min(day, LengthOf(index / 12, index % 12 + 1)) - 1) * Day + Rest(at);
    }

    /// <summary>How many whole months of a cycle are over; below zero before it began.</summary>
    public static int MonthsSince(long cycle, long at)
    {
        var months = 0;
        while (Plus(cycle, months + 1) <= at) months++;
        while (Plus(cycle, months) > at) months--;
        return months;
    }

    /// <summary>Midnight of the first.</summary>
    public static long MonthStart(long at) => DateOf(at) is var (year, month, _) ? MonthStart(year, month) : 0;

    /// <summary>The calendar month of an instant, as year x 12 + month.</summary>
    public static int MonthOf(long at) => DateOf(at) is var (year, month, _) ? year * 12 + month : 0;

    private static (int Year, int Month, int Day) DateOf(long at)
    {
        var days = (at - Rest(at)) / Day;
        var year = 1970;
        while (days < 0) days += DaysIn(--year);
        while (days >= DaysIn(year)) days -= DaysIn(year++);
        var month = 1;
        while (days >= LengthOf(year, month)) days -= LengthOf(year, month++);
        return (year, month, (int)days + 1);
    }

    private static long MonthStart(int year, int month)
    {
        long days = 0;
        for (var y = 1970; y < year; y++) days += DaysIn(y);
        for (var y = year; y < 1970; y++) days -= DaysIn(y);
        for (var m = 1; m < month; m++) days += LengthOf(year, m);
        return days * Day;
    }

    private static long Rest(long at) => (at % Day + Day) % Day;

    private static int DaysIn(int year) => IsLeap(year) ? 366 : 365;

    private static int LengthOf(int year, int month) => month == 2 && IsLeap(year) ? 29 : Lengths[month - 1];

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
