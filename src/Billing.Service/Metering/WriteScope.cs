using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>What a money flow may do while it holds the writer. Valid only inside <see cref="Writer.Run{T}"/>.</summary>
public sealed class WriteScope
{
    /// <summary>The cold tables, in the writer's transaction. Changes are saved when the flow returns, or earlier by SaveChanges.</summary>
    public BillingDb Db => throw new NotSupportedException();

    /// <summary>The instant everything in this commit is recorded at; never before an earlier commit's.</summary>
    public Instant Now => throw new NotSupportedException();

    /// <summary>The account as this transaction sees it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public WalletState Wallet(int account) => throw new NotSupportedException();

    /// <summary>As <see cref="Wallet(int)"/>, by id; null where there is none.</summary>
    public WalletState? Find(AccountId account) => throw new NotSupportedException();

    /// <summary>Opens an account and answers its number.</summary>
    public int OpenAccount(AccountId id, string name, Asset asset, string priceBook) => throw new NotSupportedException();

    /// <summary>Writes a grant's terms and answers its number. It holds nothing until an entry credits it.</summary>
    public int OpenGrant(NewGrant grant) => throw new NotSupportedException();

    /// <summary>Appends an entry: numbered, stamped and chained here. A grant's remaining follows.</summary>
    /// <exception cref="InvalidOperationException">The amount is 0, or a grant would go below 0 or above what it was.</exception>
    public Entry Post(NewEntry entry) => throw new NotSupportedException();

    /// <summary>
    /// Does something once per key. The first time <paramref name="act"/> runs (its argument is the command's number, the
    /// cause of its entries) and its answer is stored; the same key and request hash answers that again without running it;
    /// the same key with another hash is refused as <c>key_reused</c>. A refusal of <paramref name="act"/> stores nothing.
    /// </summary>
    public Outcome<T> Once<T>(NewCommand command, Func<long, Outcome<T>> act) => throw new NotSupportedException();

    /// <summary>Runs after the commit, on another thread; not at all when it fails.</summary>
    public void Publish(Action afterCommit) => throw new NotSupportedException();
}

/// <param name="Amount">What it will be credited with, in 10^-8 of the account's asset; more than 0.</param>
/// <param name="Paid">What was paid for it; null where nothing was.</param>
/// <param name="Reference">For people.</param>
public sealed record NewGrant(
    GrantId Id, int Account, GrantKind Kind, long Amount, Instant GrantedAt, Instant ExpiresAt, Amount? Paid,
    CauseKind CauseKind, long Cause, string? Reference = null);

/// <param name="Amount">Signed, not 0.</param>
/// <param name="Grant">The grant that is raised or burned; 0 for none.</param>
/// <param name="Occurred">When it is true; null for now.</param>
public sealed record NewEntry(int Account, EntryType Type, long Amount, int Grant, CauseKind CauseKind, long Cause, Instant? Occurred = null);

/// <param name="Key">Made by the caller, unique for what is to happen once; at most 200 characters.</param>
/// <param name="Kind">The flow's name: <c>topup</c>, <c>manual_adjust</c>.</param>
/// <param name="Account">The account's number; 0 for none.</param>
/// <param name="Actor">Who, as shown.</param>
/// <param name="RequestHash">SHA-256 of what is asked.</param>
/// <param name="Note">What the customer reads.</param>
/// <param name="Reason">What operators read.</param>
/// <param name="Payload">JSON for the record.</param>
public sealed record NewCommand(
    string Key, string Kind, int Account, string Actor, byte[] RequestHash, string? Note = null, string? Reason = null, string? Payload = null);
