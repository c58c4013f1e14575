using System.Numerics;
using Billing.Metering;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>Over what an exact price is summed before it is rounded.</summary>
public enum RoundingStage : byte
{
    /// <summary>Each event by itself.</summary>
    Event,

    /// <summary>All events of one environment and UTC hour together: an event charges what the rounded sum grew by (KS-8).</summary>
    EnvironmentHour,
}

/// <summary>
/// One price of a book. The kinds are closed: <see cref="PartSum"/> and <see cref="StartedSteps"/>; a new way to price
/// is a new kind here and a new arm in the rater.
/// </summary>
public abstract class PriceLine
{
    private protected PriceLine() { }

    /// <summary>1-based place in the document: dense, stable for ever within a version, stored in ledger entries.</summary>
    public required int Number { get; init; }

    /// <summary>The CloudEvents type it prices.</summary>
    public required string Meter { get; init; }

    /// <summary>Id of the model, size or catalog item; null where the meter has none.</summary>
    public required string? Model { get; init; }

    /// <summary>Quality tier such as <c>720p</c>; null where there is none.</summary>
    public required string? Resolution { get; init; }

    /// <summary>The one rounding of the exact price.</summary>
    public required Rounding Rounding { get; init; }

    public required RoundingStage Stage { get; init; }

    /// <summary>Published but not in force: rated for show, charged 0 (KO-8).</summary>
    public required bool Announced { get; init; }

    /// <summary>Measures that may be reported with it; one that is neither priced nor recorded is refused.</summary>
    public required MeasureSet Accepted { get; init; }

    /// <summary>Price of one in whole assets: of a second, a token, a step; null where several quantities make the price.</summary>
    public abstract Fraction? UnitPrice { get; }

    /// <summary>How many an event counts of what <see cref="UnitPrice"/> is the price of; zero where there is no such price.</summary>
    public abstract Fraction CountOf(in Quantities quantities);

    /// <summary>The exact price in whole assets, before rounding.</summary>
    /// <param name="upstreamUnits">10^-8 of the provider's credit; 0 where unknown.</param>
    /// <param name="upstreamIsLarger">The provider's price with its markup decided; never on a tie.</param>
    public abstract Fraction ExactOf(in Quantities quantities, long upstreamUnits, out bool upstreamIsLarger);

    /// <summary>For people and explanations: <c>chat/claude-sonnet-4.5</c>, <c>video/text-to-video/720p</c>.</summary>
    public string Name => string.Join('/', new[] { Meter, Model, Resolution }.Where(part => part is not null));
}

/// <summary>
/// The sum of its parts, quantity x rate each; where <see cref="Upstream"/> is set, the larger of that sum and the
/// provider's price times the markup (KU-5).
/// </summary>
public sealed class PartSum : PriceLine
{
    private readonly Lazy<LinearPrice?> _linear;

    public PartSum() => _linear = new(() => LinearPrice.Of(this));

    public required IReadOnlyList<PricePart> Parts { get; init; }

    /// <summary>What the provider's bill is compared by; null where only the catalog counts.</summary>
    public required UpstreamPrice? Upstream { get; init; }

    public override Fraction? UnitPrice => Parts is [{ Divisor: 1 } part] ? part.Rate : null;

    public override Fraction CountOf(in Quantities quantities) => Parts is [{ Divisor: 1 } part] ? part.QuantityOf(quantities) : Fraction.Zero;

    public override Fraction ExactOf(in Quantities quantities, long upstreamUnits, out bool upstreamIsLarger)
    {
        var catalog = Fraction.Zero;
        foreach (var part in Parts)
        {
            var quantity = part.QuantityOf(quantities);
            if (!quantity.IsZero) catalog += quantity * part.Rate;
        }

        upstreamIsLarger = false;
        if (Upstream is null || upstreamUnits == 0) return catalog;
        var upstream = Upstream.ExactOf(upstreamUnits);
        upstreamIsLarger = upstream > catalog;
        return upstreamIsLarger ? upstream : catalog;
    }

    /// <summary>The same price in whole numbers, where it can be written so.</summary>
    internal LinearPrice? Linear => _linear.Value;
}

/// <summary>Every started batch costs a step: 2,500 tokens in batches of 1,000 are 3 steps (KS-13), 61 minutes are 2 hours (DP-13).</summary>
public sealed class StartedSteps : PriceLine
{
    /// <summary>The book's word for a step: <c>steps</c>, <c>hours</c>.</summary>
    public required string Part { get; init; }

    public required Measure Measure { get; init; }

    /// <summary>Whole measures in one step, above 0.</summary>
    public required long Batch { get; init; }

    /// <summary>Price of a step in whole assets.</summary>
    public required Fraction PricePerStep { get; init; }

    public override Fraction? UnitPrice => PricePerStep;

    public override Fraction ExactOf(in Quantities quantities, long upstreamUnits, out bool upstreamIsLarger)
    {
        upstreamIsLarger = false;
        return PricePerStep * Steps(quantities.Exact(Measure));
    }

    public override Fraction CountOf(in Quantities quantities) => Steps(quantities.Exact(Measure));

    /// <summary>Started batches of a quantity of <see cref="Measure"/>.</summary>
    internal BigInteger Steps(Fraction quantity)
    {
        var batches = quantity / Batch;
        return BigInteger.Divide(batches.Numerator + batches.Denominator - 1, batches.Denominator);
    }
}

/// <summary>
/// One line of a part sum. Its quantity is the product of its measures over <paramref name="Divisor"/>
/// (RAM in MiB x seconds / 1024 = GiB-seconds, KS-9); its rate is price x factor / per.
/// </summary>
/// <param name="Name">The book's word: <c>input</c>, <c>cache_read</c>, <c>compute</c>.</param>
/// <param name="Measures">One or two.</param>
/// <param name="Divisor">Measures in one unit of quantity; 1 as a rule.</param>
/// <param name="Price">As printed on the card, in whole assets.</param>
/// <param name="Per">The quantity the printed price is for: 1,000,000 tokens.</param>
/// <param name="Factor">Cached-token factor of the model's family (KU-13), null where none applies.</param>
public sealed record PricePart(string Name, IReadOnlyList<Measure> Measures, long Divisor, Fraction Price, long Per, Fraction? Factor)
{
    /// <summary>Price of one, factor included, in whole assets.</summary>
    public Fraction Rate { get; } = Price * (Factor ?? Fraction.One) / Per;

    /// <summary>How many, exact.</summary>
    public Fraction QuantityOf(in Quantities quantities)
    {
        Fraction product = 1;
        foreach (var measure in Measures) product *= quantities.Exact(measure);
        return product / Divisor;
    }
}

/// <summary>The provider's side of a comparison.</summary>
/// <param name="CreditPrice">Whole assets for one of the provider's credits (KU-7: 0.005).</param>
/// <param name="Markup">What it is multiplied by (KU-8).</param>
public sealed record UpstreamPrice(Fraction CreditPrice, Fraction Markup)
{
    /// <param name="units">10^-8 of the provider's credit.</param>
    public Fraction ExactOf(long units) => Fraction.Of(units, Asset.UnitsPerWhole) * CreditPrice * Markup;
}
