using Billing.Units;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>
/// The value axis of a chart: from zero to a round number, in four to six even steps of 1, 2, 2.5 or 5 times a power of ten.
/// Amounts stay whole units of 10^-8; only <see cref="Share"/> leaves them, for a place on the screen.
/// </summary>
public sealed class NiceScale
{
    private static readonly Int128[] Leaders = [10, 20, 25, 50];

    private NiceScale(long step, int steps, Asset asset)
    {
        Step = step;
        Asset = asset;
        Ticks = [.. Enumerable.Range(0, steps + 1).Select(n => new Amount(step * n, asset))];
    }

    /// <summary>The distance of two ticks, in 10^-8.</summary>
    public long Step { get; }

    public Asset Asset { get; }

    /// <summary>From zero upwards; the last is the top of the chart.</summary>
    public IReadOnlyList<Amount> Ticks { get; }

    public Amount Top => Ticks[^1];

    /// <summary>An axis that holds everything up to <paramref name="most"/>. Nothing at all gets an axis to one unit.</summary>
    /// <param name="steps">How many steps at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The most is below zero, which spend cannot be, or has no room for a round number above it.</exception>
    public static NiceScale To(Amount most, int steps = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most.Units, nameof(most));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most.Units, long.MaxValue / 2, nameof(most));
        if (most.IsZero) return new(Asset.UnitsPerWhole, 1, most.Asset);
        Int128 tenth = 1;   // a tenth of the leader, so that 2.5 stays whole
        while (true)
        {
            foreach (var leader in Leaders)
            {
                var step = leader * tenth;
                if (step % 10 != 0) continue;
                step /= 10;
                var needed = (most.Units + step - 1) / step;
                if (needed <= steps) return new((long)step, (int)needed, most.Asset);
            }
            tenth *= 10;
        }
    }

    /// <summary>How far up the chart an amount stands, 0 to 1.</summary>
    public double Share(Amount value) => Top.IsZero ? 0 : (double)value.Units / Top.Units;

    /// <summary>"$1,250" where the steps are whole, "$0.25" or "$0.000025" where they are not: one precision along the axis.</summary>
    public string Label(Amount tick)
    {
        if (Step % Asset.UnitsPerWhole == 0)
        {
            var text = MoneyText.Of(tick);
            return text.Unit.Length == 0 ? text.Whole : $"{text.Whole} {text.Unit}";
        }
        if (Step % (Asset.UnitsPerWhole / 100) == 0) return MoneyText.Of(tick).ToString();
        return tick.IsZero ? MoneyText.Of(tick).Whole : MoneyText.Of(tick, MoneyStyle.Rate).ToString();
    }
}
