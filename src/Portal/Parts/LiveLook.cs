using Billing.Service.Metering;
using Billing.Units;

namespace BillingPortal.Portal.Parts;

/// <summary>
/// Lets a page look again after its account's commits. Under heavy use commits come many a second; a reader is served
/// with one new picture a second. What it reads ends when the page goes.
/// </summary>
public sealed class LiveLook(LiveFeed feed, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _following;

    /// <summary>Cancelled when the page goes.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Calls <paramref name="look"/> after commits from now on, on no thread in particular. Asking again changes nothing.</summary>
    public void Follow(AccountId account, Func<BalanceChange, Task> look) => _following ??= feed.Subscribe(account, async change =>
    {
        await look(change);
        await Task.Delay(Breath, time, _gone.Token);
    });

    public void Dispose()
    {
        _following?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
