using Billing.Units;

namespace Billing.Credits;

/// <summary>When grants of a kind lapse. <c>default</c> is never (KU-1, DP-14).</summary>
/// <param name="Months">Calendar months after the grant (MS-17: 12); 0 for no such rule.</param>
/// <param name="Periods">Billing months it lives, its own included (MS-16: 1, KS-22: 2); 0 for no such rule.</param>
public readonly record struct ExpiryRule(int Months, int Periods)
{
    public static ExpiryRule Never => default;

    public static ExpiryRule AfterMonths(int months) => new(months, 0);

    public static ExpiryRule AfterPeriods(int periods) => new(0, periods);

    /// <summary>First instant at which a grant is no longer usable; <see cref="Instant.Latest"/> for never.</summary>
    /// <param name="anchor">Of the billing months; only a rule of periods looks at it.</param>
    public Instant ExpiresAt(Instant grantedAt, MonthAnchor anchor) => this switch
    {
        { Periods: > 0 } => anchor.Plus(anchor.IndexAt(grantedAt) + Periods),
        { Months: > 0 } => new MonthAnchor(grantedAt).Plus(Months),
        _ => Instant.Latest,
    };
}
