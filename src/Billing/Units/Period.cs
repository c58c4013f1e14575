namespace Billing.Units;

/// <summary>A half-open span of time: <paramref name="Start"/> is in, <paramref name="End"/> is out. An empty period has Start = End.</summary>
public readonly record struct Period(Instant Start, Instant End)
{
    public bool Contains(Instant at) => at >= Start && at < End;

    /// <summary>True length in seconds (a February of 29 days has 2,505,600).</summary>
    public long Seconds => (End.Micros - Start.Micros) / Instant.MicrosPerSecond;

    /// <summary>From midnight UTC of the first day to midnight after the last.</summary>
    public static Period OfDays(DateOnly first, DateOnly last) => new(Instant.At(first), Instant.At(last.AddDays(1)));

    /// <summary>The UTC calendar month around an instant (KO-25).</summary>
    public static Period MonthOf(Instant at)
    {
        var first = new DateOnly(at.Day.Year, at.Day.Month, 1);
        return new(Instant.At(first), Instant.At(first.AddMonths(1)));
    }
}

/// <summary>
/// Months counted from an anchor: the anchor's day and time of day are kept, cut to the last day of a shorter month
/// (31 Jan, 28 Feb, 31 Mar). The k-th period always starts from the anchor itself, so a short month does not stick.
/// </summary>
/// <param name="Start">The first period's start.</param>
public readonly record struct MonthAnchor(Instant Start)
{
    /// <summary>Start of the period <paramref name="months"/> after the anchor; negative counts before it.</summary>
    public Instant Plus(int months)
    {
        var day = Start.Day;
        return Instant.At(day.AddMonths(months)).Plus(Start - Start.StartOfDay);
    }

    /// <summary>Number of the one-month period that holds <paramref name="at"/>: 0 for the first, negative before the anchor.</summary>
    public int IndexAt(Instant at)
    {
        var months = (at.Day.Year - Start.Day.Year) * 12 + at.Day.Month - Start.Day.Month;
        while (Plus(months) > at) months--;
        while (Plus(months + 1) <= at) months++;
        return months;
    }

    /// <summary>The one-month period that holds <paramref name="at"/>.</summary>
    public Period PeriodAt(Instant at)
    {
        var index = IndexAt(at);
        return new(Plus(index), Plus(index + 1));
    }
}
