using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>The section <c>top_up</c>: what can be bought and what comes on top.</summary>
internal static class TopUpSection
{
    /// <param name="unitsPerCurrency">Credit for one whole of the currency; zero where that is a fault already.</param>
    public static TopUpRules Read(DocumentNode node, Asset currency, Fraction unitsPerCurrency)
    {
        var minimum = node.Units("minimum", least: 1);
        var maximum = node.Units("maximum", least: 1);
        var step = node.Units("pay_step", least: 1);
        if (maximum < minimum) node.Fault("maximum", "must not be below the minimum");
        if (minimum % step != 0) node.Fault("minimum", "must be a whole number of pay_step");
        var rounding = node.Object("bonus_rounding");
        var rules = new TopUpRules(
            new(minimum, currency), new(maximum, currency), step, ReadOffers(node, currency, minimum, maximum, step),
            ReadTiers(node, currency), RoundingSection.Read(rounding, floor: false));
        rounding.NothingElse();
        node.NothingElse();
        var most = maximum * unitsPerCurrency * (1 + (rules.Tiers.Count > 0 ? rules.Tiers.Max(tier => tier.Rate) : 0));
        if (most > long.MaxValue) node.Fault("maximum", "would buy more credit than a wallet can hold");
        return rules;
    }

    private static List<Amount> ReadOffers(DocumentNode node, Asset currency, long minimum, long maximum, long step)
    {
        var offers = new List<Amount>();
        foreach (var (text, i) in node.Texts("offers").Select((text, i) => (text, i)))
        {
            var field = $"offers[{i}]";
            if (!Amount.TryParse(text, currency, out var offer)) node.Fault(field, "must be an amount with at most 8 decimals");
            else if (offer.Units < minimum || offer.Units > maximum) node.Fault(field, "must lie between minimum and maximum");
            else if (offer.Units % step != 0) node.Fault(field, "must be a whole number of pay_step");
            else if (offers.Count > 0 && offer <= offers[^1]) node.Fault(field, "must be above the offer before it");
            else offers.Add(offer);
        }

        return offers;
    }

    private static List<BonusTier> ReadTiers(DocumentNode node, Asset currency)
    {
        var tiers = new List<BonusTier>();
        foreach (var tier in node.Objects("bonus_tiers", least: 0))
        {
            var from = new Amount(tier.Units("from", least: 1), currency);
            if (tiers.Count > 0 && from <= tiers[^1].From) tier.Fault("from", "must be above the tier before it");
            tiers.Add(new(from, tier.Decimal("rate", 0, 10)));
            tier.NothingElse();
        }

        return tiers;
    }
}
