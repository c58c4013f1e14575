using Billing.Units;

namespace Billing.Credits;

/// <summary>Where a grant stands in its life.</summary>
public enum GrantState : byte
{
    /// <summary>Usable, in its own period.</summary>
    Active,

    /// <summary>An allowance in a later period than its own (KS-22).</summary>
    Rolled,

    /// <summary>Its time ran out with something left.</summary>
    Expired,

    /// <summary>Nothing left before its time ran out.</summary>
    Consumed,
}

/// <summary>A grant at an instant.</summary>
/// <param name="Remaining">Usable then, 10^-8 units.</param>
/// <param name="Lapsed">What its expiry took, 10^-8 units.</param>
public readonly record struct GrantStatus(GrantState State, long Remaining, long Lapsed)
{
    /// <summary>Part of the balance that came over from an earlier period.</summary>
    public long RolledOver => State == GrantState.Rolled ? Remaining : 0;
}

/// <summary>
/// A grant's life as a function of time, so that no screen depends on the expiry job: the job only writes down what
/// this already says. A late debit never reopens an expired grant, because funding asks by the same instant.
/// </summary>
public static class GrantLifecycle
{
    /// <param name="unspent">Granted less what usage and corrections took, 10^-8 units; the expiry itself not subtracted.</param>
    /// <param name="at">The instant asked for.</param>
    /// <param name="anchor">Of the billing months.</param>
    public static GrantStatus StatusAt(in Grant grant, long unspent, Instant at, MonthAnchor anchor)
    {
        if (unspent == 0) return new(GrantState.Consumed, 0, 0);
        if (at >= grant.ExpiresAt) return new(GrantState.Expired, 0, unspent);
        var rolled = grant.Kind == GrantKind.Included && anchor.IndexAt(at) > anchor.IndexAt(grant.GrantedAt);
        return new(rolled ? GrantState.Rolled : GrantState.Active, unspent, 0);
    }
}
