using Billing.Service.Flows.Refills;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// Looks at every account with automatic refill on every ten minutes, and as soon as a cool-down or back-off is over: what a
/// crash or another process left unseen is seen here. It also tells the watch whom to follow.
/// </summary>
public sealed class RefillsJob(Writer writer, BillingReader reader, BillingClock clock, RefillWatch watch, ILogger<RefillsJob> log)
    : LeasedJob<AccountId>(writer, "refills", TimeSpan.FromMinutes(2), log)
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(15);

    protected override async Task<IEnumerable<AccountId>> Due(CancellationToken cancel)
    {
        var now = clock.Now;
        await using var db = reader.OpenContext();
        var on = await db.Refills.Where(row => row.State == RefillState.On)
            .Select(row => new { Row = row, Looked = db.RefillNotes.Where(note => note.Account == row.Account).OrderByDescending(note => note.Number).Select(note => (Instant?)note.LastAt).FirstOrDefault() })
            .ToListAsync(cancel);
        var due = new List<AccountId>();
        foreach (var refill in on)
        {
            var wallet = Writer.Find(refill.Row.Account)!;
            watch.Follow(wallet.Id, refill.Row.Threshold);
            if (IsDue(wallet, refill.Row, refill.Looked, now)) due.Add(wallet.Id);
        }

        return due;
    }

    protected override Task Do(AccountId account, CancellationToken cancel) => watch.Look(account, cancel);

    private bool IsDue(WalletState wallet, RefillRow row, Instant? looked, Instant now)
    {
        if (looked is not { } last || last.Plus(Round) <= now) return true;
        if (!RefillCase.IsCalledFor(wallet, row.Threshold)) return false;
        var free = FreeAgain(wallet, row, now);
        return last < free && free <= now;
    }

    /// <summary>When the last obstacle of time was, or will be, over.</summary>
    private Instant FreeAgain(WalletState wallet, RefillRow row, Instant now)
    {
        var coolDown = Writer.Books.At(wallet.PriceBook, now).Book.AutoRefill?.Rules.CoolDown ?? TimeSpan.Zero;
        var cool = row.LastAttempt?.Plus(coolDown) ?? Instant.Earliest;
        return row.NotBefore is { } notBefore && notBefore > cool ? notBefore : cool;
    }
}
