using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>
/// The one thread and connection that writes billing.db. It takes what waits, decides each request on a delta over the
/// balances in memory, commits once, and only then answers and publishes. Whatever reads balances, grants or numbers to
/// decide runs here.
/// </summary>
public sealed class Writer
{
    /// <summary>How far the committed ledger goes.</summary>
    public LedgerPosition Position => throw new NotSupportedException();

    /// <summary>An account's committed state, from memory; null where there is no such account. Costs a look-up.</summary>
    public WalletState? Find(AccountId account) => throw new NotSupportedException();

    /// <summary>As <see cref="Find(AccountId)"/>, by the account's number.</summary>
    public WalletState? Find(int account) => throw new NotSupportedException();

    /// <summary>Decides, charges and stores a batch. Receipts are in the batch's order and given after the commit.</summary>
    /// <exception cref="WriterBusyException">The queue is full; nothing was done.</exception>
    /// <exception cref="LedgerUnavailableException">The commit failed; nothing was booked.</exception>
    public Task<IReadOnlyList<UsageReceipt>> Ingest(UsageBatch batch, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>
    /// Runs a money flow's body on the writer's thread, inside the transaction. It must not wait for anything. What it
    /// throws is thrown to the caller, and everything it did is undone. The answer is given after the commit.
    /// </summary>
    /// <exception cref="WriterBusyException">The queue is full; nothing was done.</exception>
    /// <exception cref="LedgerUnavailableException">The commit failed; nothing was booked.</exception>
    public Task<T> Run<T>(Func<WriteScope, T> flow, CancellationToken cancel) => throw new NotSupportedException();
}
