using System.Globalization;
using Billing.Units;

namespace BillingPortal.Portal.Parts;

/// <summary>Dates and times as the portal writes them: "21 Nov", a year only where it is not the reader's own, 24-hour times, UTC.</summary>
public static class DateText
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>"21 Nov", or "21 Nov 2025" when the year is not <paramref name="thisYear"/>.</summary>
    public static string Day(DateOnly day, int thisYear) =>
        day.ToString(day.Year == thisYear ? "d MMM" : "d MMM yyyy", English);

    /// <summary>"Sat 28 Nov", for days a reader plans by.</summary>
    public static string Weekday(DateOnly day) => day.ToString("ddd d MMM", English);

    /// <summary>"Wed 18 Nov 2026".</summary>
    public static string Full(DateOnly day) => day.ToString("ddd d MMM yyyy", English);

    /// <summary>"November 2026".</summary>
    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", English);

    /// <summary>"1–21 Nov", "23 Oct – 21 Nov", "21 Nov"; years only where they are not <paramref name="thisYear"/>.</summary>
    public static string Range(DateOnly from, DateOnly to, int thisYear)
    {
        if (from == to) return Day(from, thisYear);
        return from.Year == to.Year && from.Month == to.Month
            ? $"{from.Day}–{Day(to, thisYear)}"
            : $"{Day(from, from.Year == to.Year ? from.Year : thisYear)} – {Day(to, thisYear)}";
    }

    /// <summary>"14:32".</summary>
    public static string Minute(Instant at) => at.ToDateTimeOffset().ToString("HH:mm", English);

    /// <summary>"14:32:07".</summary>
    public static string Second(Instant at) => at.ToDateTimeOffset().ToString("HH:mm:ss", English);

    /// <summary>"14:07:31.482".</summary>
    public static string Millisecond(Instant at) => at.ToDateTimeOffset().ToString("HH:mm:ss.fff", English);

    /// <summary>"21 Nov, 09:12:40".</summary>
    public static string Stamp(Instant at, int thisYear) =>
        $"{Day(at.Day, thisYear)}, {Second(at)}";
}
