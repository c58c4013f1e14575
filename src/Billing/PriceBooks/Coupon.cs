using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>What a code does.</summary>
public enum CouponEffect : byte
{
    /// <summary>A share off the first payment of a subscription (MS-23).</summary>
    PercentOfFirstPayment,

    /// <summary>Credits at once, without a payment (DP-17).</summary>
    BonusCredits,
}

/// <summary>A code of a price book.</summary>
/// <param name="Code">Compared without regard to case.</param>
/// <param name="Value">A share of the price from 0 to 1, or whole credits.</param>
/// <param name="ValidFrom">First instant; <see cref="Instant.Earliest"/> for no such bound.</param>
/// <param name="ValidUntil">First instant at which it is over; <see cref="Instant.Latest"/> for never.</param>
/// <param name="NewCustomersOnly">Only before the first payment.</param>
/// <param name="OncePerAccount">A second use is refused.</param>
/// <param name="UsesMax">By all accounts together; null for no limit.</param>
public sealed record Coupon(
    string Code, CouponEffect Effect, Fraction Value, Instant ValidFrom, Instant ValidUntil, bool NewCustomersOnly, bool OncePerAccount, int? UsesMax)
{
    /// <summary>Whether what somebody typed is this code; case and outer blanks do not count.</summary>
    public bool Is(string typed) => string.Equals(Code.Trim(), typed.Trim(), StringComparison.OrdinalIgnoreCase);
}
