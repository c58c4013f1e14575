using Billing.Units;

namespace Billing.Ledger;

/// <summary>What made an entry.</summary>
public enum CauseKind : byte
{
    /// <summary>A usage event; the reference is its usage row's number.</summary>
    Usage = 1,

    /// <summary>A payment; the reference is the payment's row number.</summary>
    Payment = 2,

    /// <summary>An operator's or system's command; the reference is the command's row number.</summary>
    Command = 3,

    /// <summary>An invoice.</summary>
    Invoice = 4,

    /// <summary>A job for a period (renewal, expiry).</summary>
    Job = 5,

    /// <summary>Money of a payment that goes back to the payer; the reference is the refund's row number.</summary>
    Refund = 6,
}

/// <summary>
/// One line of an account's append-only ledger. Entries of an account are numbered 1, 2, 3 … without a gap, each
/// carries the balance after it and a hash over itself and the hash before it (KU-22, KU-23).
/// </summary>
/// <param name="Account">The account's dense number in this ledger.</param>
/// <param name="Number">1 for the account's first entry.</param>
/// <param name="Type">Why the balance moved.</param>
/// <param name="Amount">Signed units of 10^-8 of the account's asset; never 0.</param>
/// <param name="BalanceAfter">Units of 10^-8 after this entry.</param>
/// <param name="Grant">Dense number of the grant that was raised or burned; 0 for none (postpaid).</param>
/// <param name="CauseKind">What made it.</param>
/// <param name="Cause">Row number of what made it, within its kind.</param>
/// <param name="PriceVersion">Dense number of the price-book version that decided; 0 where none did.</param>
/// <param name="PriceLine">The price line's number within the version; 0 where none decided.</param>
/// <param name="Occurred">When it is true: a usage event's own time. Decides prices, hours and windows.</param>
/// <param name="Recorded">When it was written. Decides which grants could pay; never decreases within an account.</param>
public readonly record struct Entry(
    int Account,
    long Number,
    EntryType Type,
    long Amount,
    long BalanceAfter,
    int Grant,
    CauseKind CauseKind,
    long Cause,
    int PriceVersion,
    int PriceLine,
    Instant Occurred,
    Instant Recorded);
