using Billing.Credits;
using Billing.PriceBooks;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Metering;

/// <summary>Says that nothing is left, in the book's way, and what leads out of it (KS-29, KS-30, MS-24, KU-20, DP-18).</summary>
internal sealed class OutOfCredit(LedgerTransaction ledger)
{
    // A program that hammers an empty wallet gets one sentence, made once a commit.
    private (int Account, string? Environment, string? Plan, Instant Now) _for;
    private CreditRefusal? _last;

    /// <param name="book">In force now.</param>
    /// <param name="action">What it does at zero.</param>
    /// <param name="environment">Whose limit is used up; null where the pool is.</param>
    public CreditRefusal Of(PriceBook book, WalletDraft wallet, ZeroAction action, string? environment)
    {
        var asked = (wallet.Account, environment, wallet.Plan, ledger.Now);
        if (_last is not null && _for == asked) return _last;
        _for = asked;
        return _last = Say(book, wallet, action, environment);
    }

    private CreditRefusal Say(PriceBook book, WalletDraft wallet, ZeroAction action, string? environment)
    {
        var cycle = environment is null ? NextCycle(book, wallet) : null;
        var ways = new List<WayOut>();
        if (environment is not null) ways.Add(WayOut.RaiseLimit);
        else
        {
            var rank = book.Plan(wallet.Plan)?.Rank ?? 0;
            if (book.Plans.Any(plan => plan.Rank > rank && plan.Sale == PlanSale.Subscription)) ways.Add(WayOut.Upgrade);
            if (book.TopUp is not null) ways.Add(WayOut.TopUp);
            if (cycle is not null) ways.Add(WayOut.Wait);
        }

        var (code, what) = (action, environment) switch
        {
            (ZeroAction.Throttle, null) => ("throttled", "The credit is used up: new requests are held back until there is some again."),
            (ZeroAction.Throttle, _) => ("throttled", $"The environment '{environment}' has used up its limit: its new requests are held back."),
            (ZeroAction.Pause, null) => ("paused", "The credit does not cover this: what runs is paused until there is enough again."),
            (ZeroAction.Pause, _) => ("paused", $"The limit of the environment '{environment}' does not cover this: what runs in it is paused."),
            (_, null) => ("insufficient_quota", "The balance is used up."),
            _ => ("insufficient_quota", $"The environment '{environment}' has used up its limit."),
        };
        var message = ways.Count == 0 ? $"{what} Nothing was stored." : $"{what} Nothing was stored. What helps: {string.Join(", or ", ways.Select(way => Words(way, cycle)))}.";
        return new(code, message, environment is null ? null : "data.environment", action, ways, cycle);
    }

    private static string Words(WayOut way, Instant? cycle) => way switch
    {
        WayOut.Upgrade => "upgrade to a higher plan",
        WayOut.TopUp => "top up",
        WayOut.Wait => $"wait for the next cycle, which begins at {cycle}",
        WayOut.RaiseLimit => "raise the environment's limit",
        _ => throw new ArgumentOutOfRangeException(nameof(way), way, "Unknown way out"),
    };

    /// <summary>When the plan's included credit comes next; null where none comes.</summary>
    private Instant? NextCycle(PriceBook book, WalletDraft wallet)
    {
        if (wallet.Plan is null || book.Plans.All(plan => plan.Included.IsZero)) return null;
        using var db = ledger.Store.OpenContext();
        if (db.Subscriptions.AsNoTracking().FirstOrDefault(row => row.Account == wallet.Account) is not { } subscription) return null;
        var anchor = new MonthAnchor(subscription.PeriodStart);
        var next = anchor.Plus(anchor.IndexAt(ledger.Now) + 1);
        var then = next >= subscription.PeriodEnd && subscription.NextPlan is { } other ? other : subscription.Plan;
        return book.Plan(then) is { Included.IsPositive: true } ? next : null;
    }
}
