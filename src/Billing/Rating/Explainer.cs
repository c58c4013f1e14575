using Billing.Metering;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Rating;

/// <summary>Rates again in exact fractions and says how: what a customer reads, and the oracle of the fast path.</summary>
public static class Explainer
{
    /// <summary>The arithmetic of an event's charge; a refused event has none.</summary>
    /// <param name="before">As for <see cref="Rater.Rate(PriceBook, UsageEvent, Fraction)"/>.</param>
    public static Explanation? Explain(PriceBook book, UsageEvent e, Fraction before = default)
    {
        var line = Rater.Find(book, e, out var refusal);
        if (refusal is not null) return null;
        if (line is null) return Nothing(book, null, "The call failed, so nothing is charged; its model has no price line.");
        if (RatingRefusal.OfQuantities(line, e.Quantities, e.UpstreamUnits ?? 0) is not null) return null;
        return Explain(book, line, e.Status, e.Quantities, e.UpstreamUnits ?? 0, before);
    }

    /// <summary>As above, by a known line.</summary>
    public static Explanation? Explain(PriceBook book, PriceLine line, UsageStatus status, in Quantities quantities, long upstreamUnits, Fraction before = default)
    {
        if (status != UsageStatus.Success) return Nothing(book, line, "The call did not succeed, so nothing is charged.");
        var price = ExactPrice.Of(line, quantities, upstreamUnits);
        if ((line.Announced ? 0 : Rater.Charge(line, price.Exact, before)) is not { } charge) return null;
        return new(
            [.. price.Lines.Where(part => !part.Quantity.IsZero)],
            price.Candidates,
            line.Announced ? Chosen.None : price.Chosen,
            price.Exact,
            line.Rounding,
            new(charge, book.Wallet.Unit),
            line.Name,
            line.Announced ? "The price is announced and not charged yet." : charge == 0 ? "Nothing that is charged was used." : null)
        {
            Before = line.Stage == RoundingStage.Event ? Fraction.Zero : before,
        };
    }

    private static Explanation Nothing(PriceBook book, PriceLine? line, string why) =>
        new([], [], Chosen.None, Fraction.Zero, line?.Rounding ?? default, Amount.Zero(book.Wallet.Unit), line?.Name ?? "", why);
}
