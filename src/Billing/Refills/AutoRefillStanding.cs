using Billing.Units;

namespace Billing.Refills;

/// <summary>Whether automatic refill runs.</summary>
public enum AutoRefillSwitch : byte
{
    Off,
    On,

    /// <summary>It stopped by itself; only a person turns it on again.</summary>
    Paused,
}

/// <summary>How refills stand at an instant.</summary>
/// <param name="Balance">Available; wallet unit.</param>
/// <param name="UnderWay">Credit of a refill that is being paid: it counts towards the balance, and nothing else starts meanwhile. Zero for none.</param>
/// <param name="SpentThisMonth">Money of this calendar month's refills, the one under way included.</param>
/// <param name="Today">Refills of this day, the one under way included.</param>
/// <param name="LastAttempt">When the last one was asked for, whatever came of it; null for never.</param>
/// <param name="NotBefore">End of the back-off after a soft refusal; null for none.</param>
/// <param name="HasCard">A card is on file that is not known to be useless.</param>
/// <param name="MayPay">The payment provider still knows the customer.</param>
public sealed record AutoRefillStanding(
    AutoRefillSwitch Switch, Amount Balance, Amount UnderWay, Amount SpentThisMonth, int Today, Instant? LastAttempt, Instant? NotBefore, bool HasCard, bool MayPay);
