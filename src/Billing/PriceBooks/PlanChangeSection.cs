namespace Billing.PriceBooks;

/// <summary>The section <c>plan_changes</c>: one rule per direction.</summary>
internal static class PlanChangeSection
{
    private const int CoolDownMax = 24 * 60;

    public static PlanChangeRules? Read(DocumentNode root, IReadOnlyList<Plan> plans)
    {
        if (root.OptionalObject("plan_changes") is not { } node)
        {
            if (plans.Count > 0) root.Fault("plan_changes", "is missing: the book has plans");
            return null;
        }

        if (plans.Count == 0) node.Fault("", "is for plans, and there are none");
        var period = node.Choice("period", ("anniversary", PeriodRule.Anniversary), ("calendar_month", PeriodRule.CalendarMonth));
        var rules = new PlanChangeRules(
            period, ReadRule(node.Object("upgrade")), ReadRule(node.Object("downgrade")),
            TimeSpan.FromMinutes(node.Has("cool_down_minutes") ? node.Whole("cool_down_minutes", 1, CoolDownMax) : 0),
            node.Has("collection") ? node.Choice("collection", ("portal", PlanCollection.Portal), ("subscription", PlanCollection.Subscription)) : PlanCollection.Portal);
        if (rules.Collection == PlanCollection.Subscription && !IsWhole(rules))
            node.Fault("collection", "by subscription is for periods of their own, upgrades at once for the full price and downgrades at a period's end: nothing is prorated");
        if (period == PeriodRule.CalendarMonth && plans.Any(plan => plan.Year is not null)) node.Fault("period", "of calendar months is not for plans sold by the year");
        node.NothingElse();
        return rules;
    }

    /// <summary>Every payment is for a whole period, which is what a subscription can ask for by itself.</summary>
    private static bool IsWhole(PlanChangeRules rules) =>
        rules is { Period: PeriodRule.Anniversary, Upgrade: { Effective: ChangeTime.AtOnce, Charge: ChangeCharge.FullPrice, Credit: ChangeCredit.None }, Downgrade.Effective: ChangeTime.PeriodEnd };

    private static ChangeRule ReadRule(DocumentNode node)
    {
        var rule = new ChangeRule(
            node.Choice("effective", ("at_once", ChangeTime.AtOnce), ("period_end", ChangeTime.PeriodEnd)),
            node.Choice("charge", ("full_price", ChangeCharge.FullPrice), ("rest_of_period", ChangeCharge.RestOfPeriod)),
            node.Choice("credit", ("none", ChangeCredit.None), ("unused_part", ChangeCredit.UnusedPart)),
            node.Choice("limits", ("keep_existing", ChangeLimits.KeepExisting), ("must_fit", ChangeLimits.MustFit)));
        if (rule is { Effective: ChangeTime.PeriodEnd, Credit: ChangeCredit.UnusedPart }) node.Fault("credit", "of an unused part is for changes at once: at a period's end nothing is unused");
        node.NothingElse();
        return rule;
    }
}
