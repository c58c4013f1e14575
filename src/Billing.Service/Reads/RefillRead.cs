using Billing.PriceBooks;
using Billing.Refills;
using Billing.Service.Flows.Refills;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Reads;

/// <summary>Answers the Auto-refill page: what is set, what would be decided now and why, and what happened.</summary>
public sealed class RefillRead(Writer writer, BillingReader reader, ViewsStore views, BillingClock clock)
{
    public const int LinesPerPage = 12;
    private const int Days = 30;

    /// <summary>How many refills the proposed ceiling holds.</summary>
    private const int ProposedRefills = 5;

    /// <summary>Null where the account's book refills nothing, or there is no such account.</summary>
    /// <param name="before">Cursor: lines older than it; null for the newest.</param>
    public async Task<RefillView?> Read(AccountId account, long? before, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return null;
        var now = clock.Now;
        var book = writer.Books.At(wallet.PriceBook, now).Book;
        if (book.AutoRefill is not { } offer) return null;
        await using var db = reader.OpenContext();
        var stored = await db.Refills.FindAsync([wallet.Account], cancel);
        var look = RefillCase.Of(db, book, wallet, stored ?? Proposed(book, offer, wallet.Account), now);
        var below = look.Standing with { Switch = AutoRefillSwitch.On, Balance = look.Settings.Threshold - new Amount(1, wallet.Asset) };
        var customer = await db.Customers.FindAsync([wallet.Account], cancel);
        var card = customer?.Card is { } id ? await db.Cards.FindAsync([id], cancel) : null;
        var lines = await Lines(db, wallet, before, cancel);
        var lastLook = await db.RefillNotes.Where(note => note.Account == wallet.Account).OrderByDescending(note => note.Number).Select(note => (Instant?)note.LastAt).FirstOrDefaultAsync(cancel);
        var (history, expected) = await views.Read(moment => (History(moment, db, wallet, now), Expected(moment, look.Standing.Balance - look.Settings.Threshold, account, now)), cancel);
        return new(
            now, book, look.Row.State, look.Row.PausedBecause, look.Settings, stored is not null, AutoRefillDecision.PriceOf(book, look.Settings.Refill), look.Standing,
            look.Answer, RefillWords.Of(look), AutoRefillDecision.Decide(book, look.Settings, below, now), expected, look.Row.Failures, lastLook, look.Card, Until(card), history,
            [.. lines.Take(LinesPerPage)], lines.Count > LinesPerPage ? lines[LinesPerPage - 1].Number : null);
    }

    /// <summary>What turning it on with these settings would do now; null where there is no such account.</summary>
    public async Task<RefillPreview?> Preview(AccountId account, AutoRefillSettings settings, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return null;
        var now = clock.Now;
        var book = writer.Books.At(wallet.PriceBook, now).Book;
        var price = AutoRefillDecision.PriceOf(book, settings.Refill);
        if (AutoRefillCheck.FaultOf(book, settings) is { } fault) return new(fault, null, null, price);
        await using var db = reader.OpenContext();
        var stored = await db.Refills.FindAsync([wallet.Account], cancel);
        var look = RefillCase.Of(db, book, wallet, SetRefill.Meant(stored, wallet.Account, settings), now);
        return new(null, look.Answer, look.Card, price);
    }

    /// <summary>For the frame; null where it was never set. Costs one look-up.</summary>
    public RefillGlance? Glance(AccountId account)
    {
        if (writer.Find(account) is not { } wallet) return null;
        using var db = reader.OpenContext();
        if (db.Refills.Find(wallet.Account) is not { } row) return null;
        var refused = row is { State: RefillState.On, Failures: > 0 } && RefillCase.IsCalledFor(wallet, row.Threshold);
        var help = row.State == RefillState.Paused ? RefillPause.Words(row.PausedBecause) : null;
        return new(row.State, new(row.Threshold, wallet.Asset), help, refused, refused && row.NotBefore > clock.Now ? row.NotBefore : null);
    }

    /// <param name="above">How far the balance is above the threshold.</param>
    private static Instant? Expected(Moment moment, Amount above, AccountId account, Instant now) =>
        above.IsNegative ? null : Pace.Read(moment, new(moment, account, []), now, above.Units).EmptyAt;

    private static RefillRow Proposed(PriceBook book, AutoRefillOffer offer, int account) => new()
    {
        Account = account,
        Threshold = offer.Threshold.Units,
        Amount = offer.Refill.Units,
        MonthCeiling = AutoRefillDecision.PriceOf(book, offer.Refill).Units * ProposedRefills,
        DayLimit = offer.Rules.MostADay,
        ChangedBy = "",
    };

    private static async Task<List<RefillLine>> Lines(BillingDb db, WalletState wallet, long? before, CancellationToken cancel)
    {
        var notes = await db.RefillNotes.Where(note => note.Account == wallet.Account && (before == null || note.Number < before))
            .OrderByDescending(note => note.Number).Take(LinesPerPage + 1).ToListAsync(cancel);
        var named = notes.Select(note => note.Payment).OfType<PaymentId>().Distinct().ToList();
        var payments = await db.Payments.Where(payment => named.Contains(payment.Id)).ToDictionaryAsync(payment => payment.Id, cancel);
        return [.. notes.Select(note => new RefillLine(
            note.Number, note.At, note.LastAt, note.Looks, note.Decision, note.Why, new(note.Balance, wallet.Asset), new(note.Threshold, wallet.Asset), note.Payment,
            note.Payment is { } id && payments.TryGetValue(id, out var payment) ? new(payment.Amount, new Asset(payment.Asset)) : null))];
    }

    private static BalanceHistory History(Moment moment, BillingDb db, WalletState wallet, Instant now)
    {
        var from = now.StartOfDay.PlusDays(-Days);
        var span = new HourSpan(from.HourNumber, now.HourNumber + 1);
        var balance = moment.BalanceBefore(wallet.Account, span.From);
        List<BalancePoint> points = [new(from, new(balance, wallet.Asset))];
        var byHour = moment.Runs(wallet.Account, span).GroupBy(run => run.Hour).OrderBy(hour => hour.Key);
        foreach (var hour in byHour)
        {
            // What went out in an hour is drawn before what came in, so that a refill rises from where the balance had fallen to.
            foreach (var moved in new[] { hour.Sum(run => run.Debit), hour.Sum(run => run.Credit) }.Where(moved => moved != 0))
            {
                balance += moved;
                points.Add(new(new(hour.Key * Instant.MicrosPerHour), new(balance, wallet.Asset)));
            }
        }

        var refills = db.Payments.Where(p => p.Account == wallet.Account && p.Purpose == PaymentPurpose.Refill && p.Created >= from)
            .Where(p => p.State == PaymentState.Paid || p.State == PaymentState.Failed).OrderBy(p => p.Number).ToList();
        return new(from, points, [.. refills.Select(p => new RefillMark(p.PaidAt ?? p.Created, new(p.State == PaymentState.Paid ? p.Base + p.Bonus : 0, wallet.Asset), p.State == PaymentState.Failed))]);
    }

    private static DateOnly? Until(CardRow? card) =>
        card is { ExpiryYear: > 0, ExpiryMonth: > 0 } ? new DateOnly(card.ExpiryYear, card.ExpiryMonth, 1).AddMonths(1) : null;
}
