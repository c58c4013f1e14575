namespace Billing.Credits;

/// <summary>What happens to new work when nothing is left (C-28).</summary>
public enum ZeroAction : byte
{
    /// <summary>Work goes on: postpaid.</summary>
    Nothing,

    /// <summary>HTTP 402 (KU-20, MS-24).</summary>
    Refuse402,

    /// <summary>HTTP 429 for new requests, running work ends (KS-29).</summary>
    Throttle,

    /// <summary>Deployments are paused (DP-18).</summary>
    Pause,
}

/// <summary>How a question about money ended.</summary>
public enum FundingOutcome : byte
{
    /// <summary>New work may start; nothing was taken.</summary>
    Admitted,

    /// <summary>Paid in full.</summary>
    Funded,

    /// <summary>Paid down to zero; the rest is uncovered.</summary>
    PartlyFunded,

    /// <summary>Nothing was taken.</summary>
    Refused,
}

/// <summary>The answer, and what the book does about the next request.</summary>
/// <param name="Outcome">What became of this one.</param>
/// <param name="Next">Nothing while credit is left.</param>
public readonly record struct FundingAnswer(FundingOutcome Outcome, ZeroAction Next)
{
    /// <summary>The status of a refused admission: 402, 429, or null where work is paused instead.</summary>
    public int? HttpStatus => (Outcome, Next) switch
    {
        (FundingOutcome.Refused, ZeroAction.Refuse402) => 402,
        (FundingOutcome.Refused, ZeroAction.Throttle) => 429,
        _ => null,
    };
}

/// <summary>Names the outcome of admission and settlement by the book's rules.</summary>
public static class UsageFunding
{
    /// <summary>May new work start? (admit)</summary>
    /// <param name="available">Balance less holds, 10^-8 units.</param>
    /// <param name="cost">What it costs at least; counts only where the whole is taken or nothing.</param>
    public static FundingAnswer Admit(long available, long cost, PaymentRule rule, ZeroAction atZero) =>
        Funding.Admits(available, cost, rule) || atZero == ZeroAction.Nothing
            ? new(FundingOutcome.Admitted, ZeroAction.Nothing)
            : new(FundingOutcome.Refused, atZero);

    /// <summary>What became of finished work. (settle)</summary>
    public static FundingAnswer Settled(Funded funded, ZeroAction atZero) => funded switch
    {
        { InFull: true } => new(FundingOutcome.Funded, ZeroAction.Nothing),
        { Taken: 0 } => new(FundingOutcome.Refused, atZero),
        _ => new(FundingOutcome.PartlyFunded, atZero),
    };
}
