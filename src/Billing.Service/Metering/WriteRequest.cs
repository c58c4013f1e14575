namespace Billing.Service.Metering;

/// <summary>What the writer's thread works with.</summary>
internal sealed record WriteParts(LedgerTransaction Ledger, UsageCharge Charge, Upkeep Upkeep);

/// <summary>Something waiting for the writer: carried out inside the transaction, answered after the commit.</summary>
internal abstract class WriteRequest(int weight, CancellationToken cancel)
{
    /// <summary>How much of a group it is, in events.</summary>
    public int Weight { get; } = weight;

    /// <summary>True when the caller has gone before it was begun.</summary>
    public bool IsGivenUp => cancel.IsCancellationRequested;

    /// <summary>On the writer's thread. Throwing undoes this request alone.</summary>
    public abstract void Carry(WriteParts parts);

    /// <summary>After the commit.</summary>
    public abstract void Answer();

    /// <summary>What to do after the answer, on another thread.</summary>
    public virtual IReadOnlyList<Action> AfterCommit => [];

    public abstract void Fail(Exception exception);
}

internal sealed class UsageRequest(WalletState wallet, UsageBatch batch, MeteredEvent[] events, CancellationToken cancel)
    : WriteRequest(events.Length, cancel)
{
    private readonly TaskCompletionSource<IReadOnlyList<UsageReceipt>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly UsageReceipt[] _receipts = new UsageReceipt[events.Length];

    public Task<IReadOnlyList<UsageReceipt>> Done => _done.Task;

    public override void Carry(WriteParts parts)
    {
        var ledger = parts.Ledger;
        var draft = ledger.Draft(wallet.Account);
        if (draft.NextDue <= ledger.Now) BringUp(parts);
        var apiKey = ledger.Store.ApiKeys.Number(batch.ApiKey, wallet.Account);
        for (var i = 0; i < events.Length; i++) _receipts[i] = parts.Charge.Take(events[i], draft, apiKey, batch.Imported);
    }

    private void BringUp(WriteParts parts)
    {
        using var scope = new WriteScope(parts);
        _ = scope.Wallet(wallet.Account);
        scope.Save();
    }

    public override void Answer() => _done.TrySetResult(_receipts);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

internal sealed class FlowRequest<T>(Func<WriteScope, T> flow, CancellationToken cancel) : WriteRequest(EventsWorth, cancel)
{
    // A flow's few rows by EF cost the writer about as much as this many events.
    private const int EventsWorth = 50;

    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _answer = default!;
    private IReadOnlyList<Action> _afterCommit = [];

    public Task<T> Done => _done.Task;

    public override IReadOnlyList<Action> AfterCommit => _afterCommit;

    public override void Carry(WriteParts parts)
    {
        using var scope = new WriteScope(parts);
        _answer = flow(scope);
        scope.Save();
        _afterCommit = scope.AfterCommit;
    }

    public override void Answer() => _done.TrySetResult(_answer);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}
