using Billing.Credits;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Everything the Overview shows, from roll-ups and the unmerged tail: its cost does not depend on how many events there are.</summary>
/// <param name="AsOf">The instant of the figures.</param>
/// <param name="Balance">Of the ledger, after its last entry.</param>
/// <param name="Held">Kept aside for a disputed payment or a refund on its way; available = balance - held.</param>
/// <param name="Grants">With something left, in burn-down order.</param>
/// <param name="Chosen">The period the page was asked for.</param>
/// <param name="Spend">What usage that occurred in the chosen period cost.</param>
/// <param name="Month">The running month against the one before, always of the current instant.</param>
/// <param name="Models">Cost by model in the chosen period, dearest first.</param>
/// <param name="Days">Cost by day and model in the chosen period, days without usage left out.</param>
/// <param name="LastEntries">The newest ledger lines, newest first.</param>
public sealed record OverviewView(
    Instant AsOf,
    Amount Balance,
    Amount Held,
    IReadOnlyList<GrantLine> Grants,
    Period Chosen,
    SpendTotal Spend,
    MonthView Month,
    Runway Runway,
    IReadOnlyList<ModelCost> Models,
    IReadOnlyList<DayModelCost> Days,
    IReadOnlyList<LedgerLine> LastEntries)
{
    /// <summary>The customer pays afterwards: the balance below zero is what is outstanding.</summary>
    public bool Postpaid { get; init; }

    /// <summary>What the book does when nothing is left.</summary>
    public ZeroAction AtZero { get; init; } = ZeroAction.Refuse402;

    /// <summary>What is held is held because a bank disputes a payment.</summary>
    public bool Disputed { get; init; }
}

/// <param name="Paid">What was paid for it, null where nothing was.</param>
public sealed record GrantLine(
    int Number, GrantKind Kind, Amount Granted, Amount Remaining, Instant GrantedAt, Instant? ExpiresAt, Amount? Paid, string? Reference)
{
    /// <summary>An allowance that came over from an earlier period (KS-22).</summary>
    public bool RolledOver { get; init; }
}

/// <param name="Cost">Charged.</param>
/// <param name="Uncovered">List price that nobody paid (C-24).</param>
/// <param name="Requests">All, failed ones included.</param>
public sealed record SpendTotal(Amount Cost, Amount Uncovered, long Requests, long Failed, long InputTokens, long OutputTokens, long CachedTokens);

/// <param name="SameDaysBefore">The same number of days and time of day in the month before.</param>
/// <param name="Projected">Straight line: spent / elapsed x length of the month; null while less than a day has passed.</param>
/// <param name="Days">Cost per day of this month, up to today.</param>
/// <param name="DaysBefore">Cost per day of the month before, all of it.</param>
public sealed record MonthView(
    Period This, Amount Spent, Period SameDays, Amount SameDaysBefore, Amount? Projected,
    IReadOnlyList<DayCost> Days, IReadOnlyList<DayCost> DaysBefore);

/// <param name="PerDay">Mean daily cost of the last 14 full days (fewer when there are fewer); null without usage.</param>
/// <param name="EmptyAt">When the available balance ends at that pace; null when nothing is spent.</param>
public sealed record Runway(Amount? PerDay, Instant? EmptyAt);

public sealed record DayCost(DateOnly Day, Amount Cost);

public sealed record ModelCost(string Model, Amount Cost, long Requests, long InputTokens, long OutputTokens);

public sealed record DayModelCost(DateOnly Day, string Model, Amount Cost);
