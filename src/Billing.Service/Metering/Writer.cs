using System.Collections.Concurrent;
using System.Diagnostics;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Metering;

/// <summary>
/// The one thread and connection that writes billing.db. It takes what waits, decides each request on a delta over the
/// balances in memory, commits once, and only then answers and publishes. Whatever reads balances, grants or numbers to
/// decide runs here.
/// </summary>
public sealed class Writer : IDisposable
{
    private const int MostPerGroup = 2_500;
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(8);

    private readonly BlockingCollection<WriteRequest> _queue = [];
    private readonly List<WriteRequest> _accepted = [];
    private readonly LedgerStore _store;
    private readonly LedgerMemory _memory;
    private readonly LedgerTransaction _ledger;
    private readonly WriteParts _parts;
    private readonly BillingClock _clock;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private int _waiting;

    internal Writer(LedgerStore store, LedgerMemory memory, RecentEvents recent, PublishedBooks books, Upkeep upkeep, BillingClock clock, ILogger log)
    {
        (_store, _memory, _clock, _log, Books) = (store, memory, clock, log, books);
        _ledger = new(store, memory, recent, books);
        _parts = new(_ledger, new UsageCharge(_ledger), upkeep);
        _thread = new(Work) { Name = "ledger writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>How far the committed ledger goes.</summary>
    public LedgerPosition Position => _memory.Position;

    /// <summary>Balances as they are committed.</summary>
    public LiveFeed Feed { get; } = new();

    /// <summary>All published price book versions.</summary>
    public PublishedBooks Books { get; }

    /// <summary>Test seam: runs before each commit; throwing is a failed commit.</summary>
    internal Action? BeforeCommit { get; set; }

    /// <summary>Test seam: runs after each commit and before anybody is answered; throwing is a death in between, after which only opening again makes sense.</summary>
    internal Action? AfterCommit { get; set; }

    /// <summary>An account's committed state, from memory; null where there is no such account. Costs a look-up.</summary>
    public WalletState? Find(AccountId account) => _memory.Find(account);

    /// <summary>As <see cref="Find(AccountId)"/>, by the account's number.</summary>
    public WalletState? Find(int account) => _memory.Find(account);

    /// <summary>Accounts on which something is due at an instant, longest due first.</summary>
    public IReadOnlyList<AccountId> Due(Instant at) => _memory.Due(at);

    /// <summary>Decides, charges and stores a batch. Receipts are in the batch's order and given after the commit.</summary>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    /// <exception cref="WriterBusyException">The queue is full; nothing was done.</exception>
    /// <exception cref="LedgerUnavailableException">The commit failed; nothing was booked.</exception>
    public Task<IReadOnlyList<UsageReceipt>> Ingest(UsageBatch batch, CancellationToken cancel)
    {
        var wallet = Find(batch.Account) ?? throw new KeyNotFoundException($"There is no {batch.Account}");
        var events = new MeteredEvent[batch.Events.Count];
        for (var i = 0; i < events.Length; i++) events[i] = MeteredEvent.Of(Books, wallet, batch.Events[i]);
        var request = new UsageRequest(wallet, batch, events, cancel);
        Enqueue(request);
        return request.Done;
    }

    /// <summary>
    /// Runs a money flow's body on the writer's thread, inside the transaction. It must not wait for anything. What it
    /// throws is thrown to the caller, and everything it did is undone. The answer is given after the commit.
    /// </summary>
    /// <exception cref="WriterBusyException">The queue is full; nothing was done.</exception>
    /// <exception cref="LedgerUnavailableException">The commit failed; nothing was booked.</exception>
    public Task<T> Run<T>(Func<WriteScope, T> flow, CancellationToken cancel)
    {
        var request = new FlowRequest<T>(flow, cancel);
        Enqueue(request);
        return request.Done;
    }

    /// <summary>Finishes what waits, then stops. The store is closed by its owner.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    private void Enqueue(WriteRequest request)
    {
        if (Interlocked.Add(ref _waiting, request.Weight) > MostWaiting)
        {
            Interlocked.Add(ref _waiting, -request.Weight);
            throw new WriterBusyException();
        }

        try
        {
            _queue.Add(request, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new LedgerUnavailableException("The ledger is closed.");
        }
    }

    private void Work()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            Interlocked.Add(ref _waiting, -first.Weight);
            CommitGroup(first);
        }
    }

    private void CommitGroup(WriteRequest first)
    {
        _accepted.Clear();
        try
        {
            _ledger.Begin(_clock.Now);
            CarryWhatWaits(first);
            BeforeCommit?.Invoke();
            CrashPoints.Hit(CrashPoints.BeforeCommit);
            _ledger.Commit();
            CrashPoints.Hit(CrashPoints.AfterCommit);
            AfterCommit?.Invoke();
        }
        catch (Exception exception)
        {
            FailGroup(first, exception);
            return;
        }

        foreach (var request in _accepted)
        {
            request.Answer();
            foreach (var action in request.AfterCommit) _ = Task.Run(() => Publish(action));
        }

        foreach (var wallet in _ledger.Changed) Feed.Publish(new(wallet.Id, wallet.BalanceAmount, wallet.LastNumber));
        Checkpoint();
    }

    private void CarryWhatWaits(WriteRequest first)
    {
        var started = Stopwatch.GetTimestamp();
        var weight = 0;
        for (var next = first; ;)
        {
            Carry(next);
            weight += next.Weight;
            if (weight >= MostPerGroup || Stopwatch.GetElapsedTime(started) >= LongestGroup || !_queue.TryTake(out next)) return;
            Interlocked.Add(ref _waiting, -next.Weight);
        }
    }

    private void Carry(WriteRequest request)
    {
        if (request.IsGivenUp)
        {
            request.Fail(new OperationCanceledException());
            return;
        }

        _accepted.Add(request);
        _ledger.BeginRequest();
        try
        {
            request.Carry(_parts);
            _ledger.AcceptRequest();
        }
        catch (Exception exception) when (_store.InTransaction)
        {
            // Only this request is undone. Without a transaction SQLite has given up the whole group, and so do we.
            _ledger.RejectRequest();
            _accepted.Remove(request);
            request.Fail(exception);
        }
    }

    private void FailGroup(WriteRequest first, Exception exception)
    {
        _log.LogError(exception, "A commit failed; {Count} requests were told to try again", _accepted.Count);
        var unavailable = new LedgerUnavailableException("The ledger could not be written. Nothing was booked; try again.", exception);
        try
        {
            _ledger.Drop();
        }
        catch (Exception second)
        {
            _log.LogError(second, "Rolling back failed too");
        }

        first.Fail(unavailable);
        foreach (var request in _accepted) request.Fail(unavailable);
    }

    private void Publish(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            _log.LogError(exception, "What a flow does after its commit failed; the commit stands");
        }
    }

    private void Checkpoint()
    {
        try
        {
            _store.CheckpointWhenDue();
        }
        catch (Exception exception)
        {
            // What is committed stays in the WAL; the next checkpoint takes it along.
            _log.LogWarning(exception, "A checkpoint failed");
        }
    }
}
