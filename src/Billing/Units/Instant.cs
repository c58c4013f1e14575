using System.Globalization;

namespace Billing.Units;

/// <summary>A moment in UTC, to the microsecond. Finer input is cut, never rounded into the next microsecond.</summary>
/// <param name="Micros">Microseconds since 1970-01-01T00:00:00Z; negative before it. Years 0001 to 9999.</param>
public readonly record struct Instant(long Micros) : IComparable<Instant>
{
    public const long MicrosPerSecond = 1_000_000;
    public const long MicrosPerHour = 3_600 * MicrosPerSecond;
    public const long MicrosPerDay = 24 * MicrosPerHour;

    /// <summary>Before every instant that can occur.</summary>
    public static readonly Instant Earliest = From(DateTimeOffset.MinValue);

    /// <summary>After every instant that can occur: an expiry of "never" sorts here.</summary>
    public static readonly Instant Latest = From(DateTimeOffset.MaxValue);

    public static Instant From(DateTimeOffset moment) =>
        new(FloorDivide(moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.TicksPerMicrosecond));

    /// <summary>Midnight UTC at the start of a day.</summary>
    public static Instant At(DateOnly day) => new((day.DayNumber - UnixEpochDay) * MicrosPerDay);

    public static Instant At(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        At(new DateOnly(year, month, day)).Plus(new TimeSpan(hour, minute, second));

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>The UTC day.</summary>
    public DateOnly Day => DateOnly.FromDayNumber(checked((int)FloorDivide(Micros, MicrosPerDay)) + UnixEpochDay);

    /// <summary>Whole UTC hours since 1970; the key of an hourly roll-up.</summary>
    public long HourNumber => FloorDivide(Micros, MicrosPerHour);

    public Instant StartOfHour => new(HourNumber * MicrosPerHour);
    public Instant StartOfDay => At(Day);
    public Instant StartOfMonth => At(new DateOnly(Day.Year, Day.Month, 1));

    public Instant Plus(TimeSpan span) => new(checked(Micros + span.Ticks / TimeSpan.TicksPerMicrosecond));

    public Instant PlusDays(int days) => new(checked(Micros + days * MicrosPerDay));

    public static TimeSpan operator -(Instant later, Instant earlier) => new((later.Micros - earlier.Micros) * TimeSpan.TicksPerMicrosecond);
    public static bool operator <(Instant a, Instant b) => a.Micros < b.Micros;
    public static bool operator >(Instant a, Instant b) => a.Micros > b.Micros;
    public static bool operator <=(Instant a, Instant b) => a.Micros <= b.Micros;
    public static bool operator >=(Instant a, Instant b) => a.Micros >= b.Micros;

    public int CompareTo(Instant other) => Micros.CompareTo(other.Micros);

    /// <summary>Reads ISO 8601 with an offset or Z (<c>2026-03-10T10:00:00Z</c>, up to 7 decimals of a second).</summary>
    public static bool TryParse(string? text, out Instant instant)
    {
        var ok = DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        instant = ok ? From(moment) : default;
        return ok;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is no such instant.</exception>
    public static Instant Parse(string text) =>
        TryParse(text, out var instant) ? instant : throw new FormatException($"'{text}' is not an ISO 8601 instant with an offset or Z");

    /// <summary>ISO 8601 in UTC; decimals of a second only where there are any.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];

    private static readonly int UnixEpochDay = new DateOnly(1970, 1, 1).DayNumber;

    private static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);
}
