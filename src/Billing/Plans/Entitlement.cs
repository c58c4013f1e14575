using Billing.Limits;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Plans;

/// <summary>What is asked about a feature.</summary>
public enum EntitlementAction : byte
{
    /// <summary>May the plan use it at all?</summary>
    Read,

    /// <summary>May there be one more?</summary>
    Add,
}

/// <summary>The answer, with the reason where it is no or comes with a remark.</summary>
/// <param name="Limit">Null for no limit, and for a feature that is only on or off.</param>
/// <param name="Reason"><c>limit_reached</c>, <c>not_in_plan</c>, <c>unknown_feature</c>; with a yes <c>beyond_included_not_charged</c>; else null.</param>
public sealed record EntitlementAnswer(Fraction? Limit, bool Allowed, string? Reason);

/// <summary>
/// What a plan allows (MS-7 to MS-12, KO-9 to KO-14). A limit refuses what is new and takes nothing away: after a
/// downgrade with more than the plan allows, what exists stays.
/// </summary>
public static class Entitlement
{
    public const string NotInPlan = "not_in_plan";
    public const string BeyondIncluded = "beyond_included_not_charged";
    public const string UnknownFeature = "unknown_feature";

    /// <param name="plan">Null for an account without one: the book's lowest plan applies (MS-12).</param>
    /// <param name="feature">A feature of the book, or <see cref="SpendCap.Feature"/>, which every book has.</param>
    /// <param name="current">How many there are, or what was spent in the window, before the action.</param>
    /// <param name="limit">A limit of the account's or key's own, in place of the plan's; null for none.</param>
    public static EntitlementAnswer Of(PriceBook book, Plan? plan, string feature, EntitlementAction action, Fraction current, Fraction? limit)
    {
        if (limit is { } own) return AtLimit(own, action, current, BeyondRule.Refused);
        if (book.Feature(feature) is not { } known) return new(null, feature == SpendCap.Feature, feature == SpendCap.Feature ? null : UnknownFeature);
        var allowance = (plan ?? book.Plans[0]).Allowances[known.Id];
        Fraction? shown = known.Kind != FeatureKind.Switch && allowance.Most is { } most ? most : null;
        if (allowance.IsNone) return new(shown, false, NotInPlan);
        return shown is { } counted ? AtLimit(counted, action, current, known.Beyond) : new(null, true, null);
    }

    private static EntitlementAnswer AtLimit(Fraction limit, EntitlementAction action, Fraction current, BeyondRule beyond) =>
        action == EntitlementAction.Read || current < limit ? new(limit, true, null)
            : beyond == BeyondRule.NotChargedYet ? new(limit, true, BeyondIncluded)
            : new(limit, false, SpendCap.Refusal);
}
