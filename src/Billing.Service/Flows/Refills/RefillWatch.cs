using System.Collections.Concurrent;
using Billing.Refills;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Flows.Refills;

/// <summary>
/// Looks at an account the moment what it may spend falls below its threshold. It follows only accounts with refill on, compares
/// in memory, and while something stands in the way it keeps still until that goes by.
/// </summary>
public sealed class RefillWatch(Writer writer, LiveFeed feed, EvaluateRefill evaluate, BillingClock clock, ILogger<RefillWatch> log) : IDisposable
{
    /// <summary>For what no instant is known, such as a bank that has not answered.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<AccountId, Followed> _followed = new();

    /// <summary>Follows an account from now on, by a new threshold where it did before.</summary>
    /// <param name="threshold">10^-8 of the wallet's unit.</param>
    public void Follow(AccountId account, long threshold)
    {
        if (_followed.TryGetValue(account, out var known) && known.Threshold == threshold) return;
        Leave(account);
        var followed = new Followed(threshold);
        if (!_followed.TryAdd(account, followed)) return;
        followed.Following = feed.Subscribe(account, change => Fell(followed, change));
    }

    public void Leave(AccountId account)
    {
        if (_followed.TryRemove(account, out var followed)) followed.Following?.Dispose();
    }

    /// <summary>Looks now, and keeps still for as long as another look could not decide otherwise.</summary>
    public async Task<AutoRefillAnswer?> Look(AccountId account, CancellationToken cancel)
    {
        // Stillness counts from here: what happens while the answer is worked out may decide otherwise.
        var asked = clock.Now;
        var answer = await evaluate.Run(account, cancel);
        if (answer is null or { Verdict: AutoRefillVerdict.Paused } || RefillPause.Follows(answer.Verdict)) Leave(account);
        else if (_followed.TryGetValue(account, out var followed)) followed.StillUntil = StillUntil(answer, asked);
        return answer;
    }

    private static Instant StillUntil(AutoRefillAnswer answer, Instant asked) =>
        answer.Verdict is AutoRefillVerdict.Start or AutoRefillVerdict.Enough ? Instant.Earliest : answer.Until ?? asked.Plus(Breath);

    private async Task Fell(Followed followed, BalanceChange change)
    {
        // The feed tells the balance; what of it is kept aside only the wallet knows.
        if (clock.Now < followed.StillUntil || writer.Find(change.Account) is not { } wallet || !RefillCase.IsCalledFor(wallet, followed.Threshold)) return;
        try
        {
            await Look(change.Account, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The job looks again; a feed stops telling one who throws.
            log.LogError(e, "Looking whether {Account} needs a refill failed; it is looked at again", change.Account);
        }
    }

    public void Dispose()
    {
        foreach (var account in _followed.Keys) Leave(account);
    }

    private sealed class Followed(long threshold)
    {
        public long Threshold { get; } = threshold;
        public Instant StillUntil { get; set; } = Instant.Earliest;
        public IDisposable? Following { get; set; }
    }
}
