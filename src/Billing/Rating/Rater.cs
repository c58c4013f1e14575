using Billing.Metering;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Rating;

/// <summary>The price of one event.</summary>
/// <param name="Cost">Rounded list price in 10^-8 units of the wallet, 0 or more; 0 where refused.</param>
/// <param name="PriceLine">Number of the price line; 0 for a failed call of an unpriced model, and where refused.</param>
/// <param name="Chosen">What decided.</param>
/// <param name="Refusal">Why there is no price; null as a rule.</param>
public readonly record struct Rated(long Cost, int PriceLine, Chosen Chosen, RatingRefusal? Refusal = null)
{
    public bool IsRefused => Refusal is not null;
}

/// <summary>
/// Prices usage by a price book. <see cref="Rate(PriceBook, UsageEvent, Fraction)"/> is the fast form,
/// <see cref="Explainer"/> the slow and exact one that it must agree with to the unit.
/// </summary>
public static class Rater
{
    /// <summary>The dearest single event, 10^-8 units: ten million whole units. What is dearer is a mistake of its producer and is refused.</summary>
    public const long ChargeMax = 10_000_000 * Asset.UnitsPerWhole;

    private static readonly Fraction ExactMax = ChargeMax / Asset.UnitsPerWhole;

    /// <summary>Rates a finished piece of work. Only success is charged (KU-16); a failed call needs no price.</summary>
    /// <param name="before">
    /// Exact sum of the earlier events that are rounded together with this one (<see cref="RoundingStage.EnvironmentHour"/>); zero elsewhere.
    /// </param>
    public static Rated Rate(PriceBook book, UsageEvent e, Fraction before = default)
    {
        var line = Find(book, e, out var refusal);
        return refusal is not null ? new(0, 0, Chosen.None, refusal)
            : line is null ? new(0, 0, Chosen.None)
            : Rate(line, e.Status, e.Quantities, e.UpstreamUnits ?? 0, before);
    }

    /// <summary>Rates by a known line, for a caller that keeps lines by its own numbers.</summary>
    /// <param name="upstreamUnits">10^-8 of the provider's credit; 0 where unknown.</param>
    public static Rated Rate(PriceLine line, UsageStatus status, in Quantities quantities, long upstreamUnits, Fraction before = default)
    {
        if (RatingRefusal.OfQuantities(line, quantities, upstreamUnits) is { } refusal) return new(0, 0, Chosen.None, refusal);
        if (status != UsageStatus.Success || line.Announced) return new(0, line.Number, Chosen.None);
        return line is PartSum { Stage: RoundingStage.Event, Linear: { } linear } sum
            && linear.TryCharge(quantities, sum.Upstream is null ? 0 : upstreamUnits, out var charge, out var upstreamIsLarger)
            && charge <= ChargeMax
            ? new(charge, line.Number, sum.Upstream is null ? Chosen.Sum : upstreamIsLarger ? Chosen.Upstream : Chosen.Catalog)
            : RateExactly(line, quantities, upstreamUnits, before);
    }

    /// <summary>What a rated event adds to the sum that it is rounded with: its exact price in whole assets; zero where nothing is charged.</summary>
    public static Fraction Exact(PriceLine line, UsageStatus status, in Quantities quantities, long upstreamUnits) =>
        status != UsageStatus.Success || line.Announced ? Fraction.Zero : line.ExactOf(quantities, upstreamUnits, out _);

    /// <summary>What the rounded sum grows by, in 10^-8 units; with nothing before it, the rounded price itself.</summary>
    /// <param name="exact">In whole assets, at most the dearest event.</param>
    public static long Growth(PriceLine line, Fraction exact, Fraction before) => checked(line.Rounding.ToUnits(before + exact) - line.Rounding.ToUnits(before));

    /// <inheritdoc cref="Explainer.Explain(PriceBook, UsageEvent, Fraction)"/>
    public static Explanation? Explain(PriceBook book, UsageEvent e, Fraction before = default) => Explainer.Explain(book, e, before);

    /// <summary>The price line of an event; null for a failed call that has none.</summary>
    internal static PriceLine? Find(PriceBook book, UsageEvent e, out RatingRefusal? refusal)
    {
        refusal = null;
        if (book.Meter(e.Meter) is not { } meter)
        {
            refusal = RatingRefusal.UnknownMeter(e.Meter);
            return null;
        }

        var line = meter.Line(e.Model, e.Resolution);
        if (line is null && e.Status == UsageStatus.Success)
        {
            refusal = meter.Prices(e.Model) ? RatingRefusal.UnknownResolution(e) : RatingRefusal.UnknownModel(e);
        }

        return line;
    }

    private static Rated RateExactly(PriceLine line, in Quantities quantities, long upstreamUnits, Fraction before)
    {
        var exact = line.ExactOf(quantities, upstreamUnits, out var upstreamIsLarger);
        var chosen = line switch
        {
            StartedSteps => Chosen.Steps,
            PartSum { Upstream: null } => Chosen.Sum,
            _ => upstreamIsLarger ? Chosen.Upstream : Chosen.Catalog,
        };
        return Charge(line, exact, before) is { } charge ? new(charge, line.Number, chosen) : new(0, 0, Chosen.None, RatingRefusal.TooDear(line));
    }

    /// <summary>Null above <see cref="ChargeMax"/>.</summary>
    internal static long? Charge(PriceLine line, Fraction exact, Fraction before) =>
        exact > ExactMax ? null : Growth(line, exact, line.Stage == RoundingStage.Event ? Fraction.Zero : before);
}
