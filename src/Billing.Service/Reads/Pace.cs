using System.Numerics;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>How fast the balance goes: the mean of the last full days. Today is not over, so it does not count.</summary>
internal static class Pace
{
    private const int FullDays = 14;
    private static readonly Rounding Nearest = new(1, RoundingMode.HalfUp);

    public static Runway Read(Moment moment, AccountFacts account, Instant now, long available)
    {
        if (moment.FirstDay(account.Number) is not { } slot) return new(null, null);
        var first = Later(Spending.DayOf(slot), now.Day.AddDays(-FullDays));
        var days = now.Day.DayNumber - first.DayNumber;
        if (days < 1) return new(null, null);
        var usage = moment.UsageByDay(account.Number, HourSpan.OfDays(first, now.Day.AddDays(-1)));
        var spent = Spending.Sum(usage.Rows.Select(row => row.Value)).Cost;
        var perDay = account.Amount(Nearest.ToUnits(Fraction.Of(spent, (BigInteger)days * Asset.UnitsPerWhole)));
        return new(perDay, spent > 0 ? EmptyAt(now, available, spent, days) : null);
    }

    private static Instant EmptyAt(Instant now, long available, long spent, int days)
    {
        var lasts = (BigInteger)Math.Max(available, 0) * days * Instant.MicrosPerDay / spent;
        return lasts > Instant.Latest.Micros - now.Micros ? Instant.Latest : new(now.Micros + (long)lasts);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
