using Billing.Units;

namespace Billing.Service.Views;

/// <summary>
/// A period in whole UTC hours, the grain of the roll-ups: the hour an instant lies in belongs to it wholly. Every page
/// asks in the same grain, so their figures agree; periods are whole days, or end now.
/// </summary>
/// <param name="From">Hours since 1970, in.</param>
/// <param name="To">Hours since 1970, out.</param>
internal readonly record struct HourSpan(long From, long To)
{
    public static HourSpan Of(Period period) =>
        new(period.Start.HourNumber, period.End <= period.Start ? period.Start.HourNumber : new Instant(period.End.Micros - 1).HourNumber + 1);

    public static HourSpan OfDays(DateOnly first, DateOnly last) => Of(Period.OfDays(first, last));

    public bool Contains(Instant at) => at.HourNumber >= From && at.HourNumber < To;

    public Instant Start => new(From * Instant.MicrosPerHour);
    public Instant End => new(To * Instant.MicrosPerHour);

    /// <summary>The days that lie in it wholly, in days since 1970; empty when the first is not before the second.</summary>
    public (long From, long To) WholeDays => (UsageKey.DayOf(From + UsageKey.HoursPerDay - 1), UsageKey.DayOf(To));
}
