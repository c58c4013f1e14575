using Billing.Ledger;

namespace Billing.Service.Views;

/// <summary>
/// Entries that share a line. By recorded time a line is a run of consume entries of one hour with nothing between them,
/// so that balance and amount of neighbouring lines add up; by occurred time it is all consume entries of one hour. Any
/// other entry is a line of its own.
/// </summary>
/// <param name="Hour">Hours since 1970 of the instant that counts.</param>
/// <param name="Run">Closes the key: the first number; 0 for the shared line of an hour of occurrence.</param>
internal readonly record struct RunKey(int Account, long Hour, long Run) : IComparable<RunKey>
{
    public int CompareTo(RunKey other)
    {
        var order = Account.CompareTo(other.Account);
        if (order == 0) order = Hour.CompareTo(other.Hour);
        return order == 0 ? Run.CompareTo(other.Run) : order;
    }
}

internal struct LedgerRun
{
    public EntryType Type;
    public long First, Last;

    /// <summary>Global number of the entry <see cref="Last"/>.</summary>
    public long LastEntry;

    /// <summary>What caused it: entries of one call follow each other, so another cause is another call.</summary>
    public long LastCause;
    public long Entries, Calls, Credit, Debit;

    public void Add(long entry, in Entry e)
    {
        if (Entries == 0)
        {
            Type = e.Type;
            First = e.Number;
        }

        if (Entries == 0 || e.Cause != LastCause) Calls++;
        Entries++;
        Last = e.Number;
        LastEntry = entry;
        LastCause = e.Cause;
        if (e.Amount > 0) Credit += e.Amount;
        else Debit += e.Amount;
    }
}
