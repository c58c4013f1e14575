using System.Globalization;
using Billing.Credits;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>The sections <c>features</c> and <c>plans</c>.</summary>
internal sealed class PlanSection
{
    private readonly Asset _currency;
    private readonly Asset _unit;
    private readonly long _coin;
    private readonly bool _includedExpires;

    private PlanSection(DocumentNode root, Asset currency, Asset unit, long coin, bool includedExpires)
    {
        _currency = currency;
        _unit = unit;
        _coin = coin;
        _includedExpires = includedExpires;
        foreach (var node in root.Objects("features", least: 0)) Features.Add(ReadFeature(node));
        foreach (var node in root.Objects("plans", least: 0)) Plans.Add(ReadPlan(node));
        if (Features.Count > 0 && Plans.Count == 0) root.Fault("features", "are for plans, and there are none");
    }

    public List<Feature> Features { get; } = [];
    public List<Plan> Plans { get; } = [];

    /// <param name="coin">Prices are whole multiples of it, so that a period can be cut without a rest.</param>
    public static PlanSection Read(DocumentNode root, Asset currency, Asset unit, long coin, IReadOnlyDictionary<GrantKind, ExpiryRule> expiry) =>
        new(root, currency, unit, coin, expiry.TryGetValue(GrantKind.Included, out var rule) && rule.Periods > 0);

    private Feature ReadFeature(DocumentNode node)
    {
        var feature = new Feature(
            node.Slug("id"), node.Text("name"),
            node.Choice("kind", ("switch", FeatureKind.Switch), ("count", FeatureKind.Count), ("rate_per_minute", FeatureKind.RatePerMinute)),
            node.Has("beyond") ? node.Choice("beyond", ("refused", BeyondRule.Refused), ("not_charged_yet", BeyondRule.NotChargedYet)) : BeyondRule.Refused);
        if (Features.Any(other => other.Id == feature.Id)) node.Fault("id", $"'{feature.Id}' is another feature already");
        node.NothingElse();
        return feature;
    }

    private Plan ReadPlan(DocumentNode node)
    {
        var sale = node.Choice("sale", ("free", PlanSale.Free), ("subscription", PlanSale.Subscription), ("contact", PlanSale.Contact));
        var (month, year) = ReadPrices(node, sale);
        var plan = new Plan
        {
            Id = node.Slug("id"),
            Name = node.Text("name"),
            Audience = node.OptionalText("audience"),
            Rank = Plans.Count,
            Sale = sale,
            Month = month,
            Year = year,
            Included = new(node.Has("included") ? node.Units("included") : 0, _unit),
            Starter = new(node.Has("starter") ? node.Units("starter") : 0, _unit),
            Discount = new(node.Has("topup_discount") ? Below(node.Units("topup_discount", mostWhole: 1), node) : 0),
            NeedsCard = node.Has("card") && node.Choice("card", ("required", true), ("not_needed", false)),
            Allowances = ReadAllowances(node),
        };
        Check(node, plan);
        node.NothingElse();
        return plan;
    }

    private (Amount? Month, Amount? Year) ReadPrices(DocumentNode node, PlanSale sale)
    {
        if (sale != PlanSale.Subscription) return (null, null);
        var prices = node.Object("prices");
        var month = PriceOf(prices, "month");
        var year = PriceOf(prices, "year");
        if (month is null && year is null) prices.Fault("", "must give a price by month or by year");
        prices.NothingElse();
        return (month, year);
    }

    private Amount? PriceOf(DocumentNode prices, string interval)
    {
        if (!prices.Has(interval)) return null;
        var price = prices.Units(interval, least: 1);
        if (price % _coin != 0) prices.Fault(interval, "must be a whole number of the invoice's rounding step");
        return new(price, _currency);
    }

    private static long Below(long rate, DocumentNode node)
    {
        if (rate < Asset.UnitsPerWhole) return rate;
        node.Fault("topup_discount", "must be below 1");
        return 0;
    }

    private Dictionary<string, Allowance> ReadAllowances(DocumentNode plan)
    {
        var allowances = new Dictionary<string, Allowance>(StringComparer.Ordinal);
        if (Features.Count == 0) return allowances;
        var node = plan.Object("allowances");
        foreach (var feature in Features) allowances[feature.Id] = ReadAllowance(node, feature);
        node.NothingElse();
        return allowances;
    }

    private static Allowance ReadAllowance(DocumentNode node, Feature feature)
    {
        var text = node.Text(feature.Id);
        if (feature.Kind == FeatureKind.Switch)
        {
            if (text is "yes" or "no") return text == "yes" ? Allowance.Unlimited : Allowance.None;
            if (text.Length > 0) node.Fault(feature.Id, "must be yes or no");
            return Allowance.None;
        }

        if (text == "unlimited") return Allowance.Unlimited;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most)) return new(most);
        if (text.Length > 0) node.Fault(feature.Id, "must be a whole number in quotes, or unlimited");
        return Allowance.None;
    }

    private void Check(DocumentNode node, Plan plan)
    {
        if (Plans.Any(other => other.Id == plan.Id)) node.Fault("id", $"'{plan.Id}' is another plan already");
        if (plan.Rank == 0 && plan.Sale != PlanSale.Free) node.Fault("sale", "of the first plan must be free: it is what an account without a plan has");
        if (plan.Month is { } month && Plans.LastOrDefault(lower => lower.Month is not null)?.Month > month) node.Fault("prices.month", "must not be below the plan's before it: plans stand from the lowest to the highest");
        if (plan.Included.IsPositive && !_includedExpires) node.Fault("included", "needs a rule of periods for 'included' in $.grants");
    }
}
