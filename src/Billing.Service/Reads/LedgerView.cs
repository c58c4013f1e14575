using Billing.Credits;
using Billing.Ledger;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Which instant puts a line into the asked period.</summary>
public enum LedgerTime : byte
{
    /// <summary>When it was written: opening + in - out = closing holds.</summary>
    Recorded,

    /// <summary>When it happened: agrees with usage of the same days.</summary>
    Occurred,
}

/// <param name="Type">Only this type; null for all.</param>
/// <param name="By">Which instant counts for <paramref name="Period"/>.</param>
/// <param name="Each">True: every entry on a line of its own. False: consume entries of an hour share a line.</param>
/// <param name="Before">Keyset: only lines whose last number is below it; null for the newest.</param>
public sealed record LedgerQuery(Period Period, EntryType? Type, LedgerTime By, bool Each, long? Before, int Limit = 50);

/// <param name="Opening">Balance before the period's first entry; null by occurred time or of one type, where it would not add up.</param>
/// <param name="In">Sum of credits of all lines asked for, not only the page's.</param>
/// <param name="Out">Sum of debits, negative.</param>
/// <param name="Entries">Entries behind <paramref name="In"/> and <paramref name="Out"/>.</param>
/// <param name="Next">Keyset of the next page; null on the last.</param>
public sealed record LedgerView(
    Instant AsOf, Amount? Opening, Amount In, Amount Out, Amount? Closing, long Entries, long LastNumber,
    IReadOnlyList<LedgerLine> Lines, long? Next);

/// <summary>One entry, or the consume entries of one hour (<paramref name="Count"/> above 1).</summary>
/// <param name="FirstNumber">Lowest entry number on the line.</param>
/// <param name="Number">Highest entry number on the line; <paramref name="BalanceAfter"/> and <paramref name="Hash"/> are this entry's.</param>
/// <param name="What">For people: the model, <c>1,018 calls</c>, <c>Top-up, Visa 4242</c>, the reason of a correction.</param>
/// <param name="Reference">Payment id, key prefix, command number; null on a shared line.</param>
/// <param name="Note">An operator's note to the customer.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="UsageRow">The usage row of a single consume entry, for its detail page.</param>
public sealed record LedgerLine(
    long FirstNumber, long Number, long Count, EntryType Type, GrantKind? GrantKind, string What, string? Reference, string? Note,
    string? Actor, long? UsageRow, Instant Occurred, Instant Recorded, Amount Amount, Amount BalanceAfter, byte[] Hash);
