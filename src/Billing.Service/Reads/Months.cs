using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>The running month against the one before.</summary>
internal sealed class Months(Moment moment, AccountFacts account, Instant now)
{
    private static readonly Rounding Nearest = new(1, RoundingMode.HalfUp);

    public MonthView Read()
    {
        var month = Period.MonthOf(now);
        var before = Period.MonthOf(new(month.Start.Micros - 1));
        var usage = moment.UsageByDay(account.Number, HourSpan.Of(month));
        var spent = Spending.Sum(usage.Rows.Select(row => row.Value)).Cost;
        var same = SameDays(month, before);
        return new(
            month,
            account.Amount(spent),
            same,
            account.Amount(moment.CostUntil(account.Number, same)),
            Projected(spent, month) is { } projected ? account.Amount(projected) : null,
            Spending.ByDay(usage, month.Start.Day, now.Day, account),
            Spending.ByDay(moment.UsageByDay(account.Number, HourSpan.Of(before)), before.Start.Day, month.Start.Day.AddDays(-1), account));
    }

    /// <summary>The same elapsed time in the month before, cut to its end where it is shorter.</summary>
    private Period SameDays(Period month, Period before)
    {
        var end = before.Start.Plus(now - month.Start);
        return before with { End = end < before.End ? end : before.End };
    }

    /// <summary>Spent / elapsed x length of the month, half up; nothing to go by before a day has passed.</summary>
    private long? Projected(long spent, Period month)
    {
        var elapsed = now.Micros - month.Start.Micros;
        if (elapsed < Instant.MicrosPerDay) return null;
        return Nearest.ToUnits(Fraction.Of(spent, Asset.UnitsPerWhole) * (month.End.Micros - month.Start.Micros) / elapsed);
    }
}
