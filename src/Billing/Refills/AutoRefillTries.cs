using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Refills;

/// <summary>What a refusal of the bank means for the next try.</summary>
public enum RefusalKind : byte
{
    /// <summary>Not now; later it may work with the same card.</summary>
    Soft,

    /// <summary>Never with this card.</summary>
    Hard,

    /// <summary>Only with the payer present (F8).</summary>
    NeedsPayer,
}

/// <summary>Why automatic refill stopped by itself.</summary>
public enum AutoRefillStop : byte
{
    CardRefused,
    TooManyRefusals,
    NeedsPayer,
}

/// <summary>How many tries in a row were refused, and what follows from it.</summary>
/// <param name="Refusals">In a row.</param>
/// <param name="NotBefore">No try before it; null for at once.</param>
/// <param name="Stop">Null while it goes on by itself.</param>
public sealed record AutoRefillTries(int Refusals, Instant? NotBefore, AutoRefillStop? Stop)
{
    /// <summary>After a payment everything is forgotten.</summary>
    public static AutoRefillTries Paid { get; } = new(0, null, null);

    /// <summary>After a refusal: wait longer each time, and stop where trying again cannot help or would only annoy.</summary>
    /// <param name="before">Refusals in a row before this one.</param>
    public static AutoRefillTries Refused(AutoRefillRules rules, int before, RefusalKind kind, Instant now)
    {
        var refusals = before + 1;
        AutoRefillStop? stop = kind switch
        {
            RefusalKind.Hard => AutoRefillStop.CardRefused,
            RefusalKind.NeedsPayer => AutoRefillStop.NeedsPayer,
            _ => refusals >= rules.StopAfter ? AutoRefillStop.TooManyRefusals : null,
        };
        return new(refusals, stop is null ? now.Plus(rules.BackOff[Math.Min(refusals, rules.BackOff.Count) - 1]) : null, stop);
    }
}
