using System.Globalization;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Reads;

/// <summary>A code that was entered, and what became of it.</summary>
/// <param name="Effect">In words: <c>500 credits added</c>, <c>$10.00 off a payment</c>.</param>
/// <param name="Reason">Why it stands so; null where the state says it.</param>
public sealed record UsedCode(string Code, string Effect, Instant At, RedemptionState State, string? Reason);

/// <param name="Used">Every code ever entered that applied, newest first.</param>
public sealed record CouponsView(Instant AsOf, PriceBook Book, IReadOnlyList<UsedCode> Used);

/// <summary>The codes of an account.</summary>
public sealed class CouponsRead(Writer writer, BillingReader reader, PublishedBooks books, BillingClock clock)
{
    /// <summary>Null where there is no such account.</summary>
    public async Task<CouponsView?> Read(AccountId account, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return null;
        var now = clock.Now;
        var book = books.At(wallet.PriceBook, now).Book;
        await using var db = reader.OpenContext();
        var rows = await db.Redemptions.Where(use => use.Account == wallet.Account).OrderByDescending(use => use.Number).ToListAsync(cancel);
        return new(now, book, [.. rows.Select(row => Told(row, book, now))]);
    }

    private static UsedCode Told(RedemptionRow row, PriceBook book, Instant now)
    {
        // A hold is over when its time is, whether or not anybody has written that down.
        var state = row.State == RedemptionState.Held && row.HeldUntil <= now ? RedemptionState.Released : row.State;
        return new(row.Code, Effect(row, book), row.At, state, state switch
        {
            RedemptionState.Held when row.HeldUntil is { } until => $"Kept for an offer until {until.ToDateTimeOffset().ToString("HH:mm 'UTC on' d MMMM", CultureInfo.InvariantCulture)}",
            RedemptionState.Held => "The bank is being asked",
            RedemptionState.Released => "The offer was not taken up or not paid: the code can be used again",
            _ => null,
        });
    }

    private static string Effect(RedemptionRow row, PriceBook book) => (row.Credits, row.Discount) switch
    {
        (> 0, _) => $"{MoneyFormat.Text(new(row.Credits, book.Wallet.Unit), book.Display)} added",
        _ => $"{MoneyFormat.Money(new(row.Discount, book.Currency))} off a payment",
    };
}
