using Billing.Metering;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>Events of one account that arrived together. Each is decided by itself, in order; all are committed at once.</summary>
/// <param name="Account">Whose they are.</param>
/// <param name="ApiKey">The key they came with; null for an import.</param>
/// <param name="Events">At most 1,000.</param>
/// <param name="Imported">True for an import, which may be older than 35 days.</param>
public sealed record UsageBatch(AccountId Account, ApiKeyId? ApiKey, IReadOnlyList<UsageEvent> Events, bool Imported = false);

public enum UsageOutcome : byte
{
    /// <summary>Stored and committed.</summary>
    Accepted,

    /// <summary>Known before with the same content; the figures are the first receipt's.</summary>
    Duplicate,

    /// <summary>Nothing was stored; <see cref="UsageReceipt.Refusal"/> says why, and the id stays free.</summary>
    Refused,
}

/// <summary>What a month used towards one line of its invoice.</summary>
/// <param name="Code">A model or meter that the book prices, or one of its free allowances.</param>
/// <param name="Quantity">Exact, in the price's unit.</param>
/// <param name="Booked">What entries took for it, in 10^-8 of the account's asset.</param>
/// <param name="Late">It was used in a month whose invoice was out when it became known.</param>
/// <param name="PriceVersion">Number of the version that priced it; a price that changed within the month makes two of them.</param>
public sealed record MonthUsage(string Code, Fraction Quantity, long Booked, bool Late, int PriceVersion);

/// <summary>What became of one event.</summary>
/// <param name="Row">The usage row's number; 0 when refused.</param>
/// <param name="Cost">Charged, in 10^-8 of the account's asset.</param>
/// <param name="Uncovered">The part of the price that nothing was left for (C-24).</param>
/// <param name="BalanceAfter">The account's balance after it (a duplicate: now).</param>
public readonly record struct UsageReceipt(UsageOutcome Outcome, long Row, long Cost, long Uncovered, long BalanceAfter, Refusal? Refusal = null);
