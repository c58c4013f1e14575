using System.Collections.Concurrent;
using System.Collections.Immutable;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>An account's balance after a commit.</summary>
public readonly record struct BalanceChange(AccountId Account, Amount Balance, long LastNumber);

/// <summary>
/// Balances as they are committed, to whoever listens in this process. A subscriber is only told; his work runs on the
/// thread pool, never on the writer, and what he misses while busy is folded into the newest change.
/// </summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<AccountId, ImmutableArray<Subscription>> _subscriptions = new();

    /// <summary>Calls <paramref name="changed"/> after each commit that moved the account, one call at a time. Dispose to stop.</summary>
    public IDisposable Subscribe(AccountId account, Func<BalanceChange, Task> changed)
    {
        var subscription = new Subscription(this, account, changed);
        _subscriptions.AddOrUpdate(account, [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    internal void Publish(BalanceChange change)
    {
        if (!_subscriptions.TryGetValue(change.Account, out var listening)) return;
        foreach (var subscription in listening) subscription.Offer(change);
    }

    private sealed class Subscription(LiveFeed feed, AccountId account, Func<BalanceChange, Task> changed) : IDisposable
    {
        private readonly Lock _lock = new();
        private BalanceChange? _newest;
        private bool _running, _stopped;

        public void Offer(BalanceChange change)
        {
            lock (_lock)
            {
                _newest = change;
                if (_running || _stopped) return;
                _running = true;
            }

            _ = Task.Run(Deliver);
        }

        private async Task Deliver()
        {
            while (true)
            {
                BalanceChange change;
                lock (_lock)
                {
                    if (_newest is null || _stopped)
                    {
                        _running = false;
                        return;
                    }

                    change = _newest.Value;
                    _newest = null;
                }

                try
                {
                    await changed(change);
                }
                catch (Exception) when (_stopped)
                {
                    // A page that went away while it was being told has nothing more to say.
                }
                catch (Exception)
                {
                    Dispose();
                }
            }
        }

        public void Dispose()
        {
            lock (_lock) _stopped = true;
            while (feed._subscriptions.TryGetValue(account, out var listening))
            {
                var rest = listening.Remove(this);
                var done = rest.IsEmpty
                    ? feed._subscriptions.TryRemove(new(account, listening))
                    : feed._subscriptions.TryUpdate(account, rest, listening);
                if (done) return;
            }
        }
    }
}
