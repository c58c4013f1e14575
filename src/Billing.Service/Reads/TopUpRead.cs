using Billing.Credits;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;
using Microsoft.EntityFrameworkCore;
using PaymentState = Billing.Service.Storage.PaymentState;

namespace Billing.Service.Reads;

/// <param name="Expires">When what is bought now lapses; <see cref="Instant.Latest"/> for never.</param>
/// <param name="Offers">What the book's buttons buy.</param>
/// <param name="Waiting">Payment pages that are open, purchases the bank has not settled yet (KU-19), and those it refused in the last days; newest first.</param>
public sealed record TopUpView(
    Instant AsOf, string Seller, Amount Balance, TopUpRules Rules, Instant Expires, IReadOnlyList<TopUpQuote> Offers, IReadOnlyList<WaitingTopUp> Waiting);

/// <param name="State">Open, pending or failed.</param>
public sealed record WaitingTopUp(PaymentId Payment, PaymentState State, Instant Created, Amount Pay, Amount Base, Amount Bonus, string? Method);

/// <summary>What the Top up page shows, and what a typed amount would buy.</summary>
public sealed class TopUpRead(Writer writer, BillingReader reader, PublishedBooks books, BillingClock clock)
{
    private const int FailuresShownForDays = 7;

    /// <summary>Null where the account's book sells nothing in advance, or there is no such account.</summary>
    public async Task<TopUpView?> Read(AccountId account, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return null;
        var book = books.At(wallet.PriceBook, clock.Now).Book;
        if (book.TopUp is not { } rules) return null;
        await using var db = reader.OpenContext();
        var lately = clock.Now.PlusDays(-FailuresShownForDays);
        var waiting = await db.Payments
            .Where(p => p.Account == wallet.Account)
            .Where(p => p.State == PaymentState.Pending
                || (p.Purpose == PaymentPurpose.TopUp && (p.State == PaymentState.Open || (p.State == PaymentState.Failed && p.GatewayPayment != null && p.Created > lately))))
            .OrderByDescending(p => p.Number).Take(20).ToListAsync(cancel);
        return new(
            clock.Now, book.Name, wallet.BalanceAmount, rules, book.ExpiresAt(GrantKind.Topup, clock.Now, new(clock.Now)),
            [.. rules.Offers.Select(offer => TopUpDecision.Quote(book, offer)).OfType<TopUpAnswer.Accepted>().Select(a => a.Quote)],
            [.. waiting.Select(p => new WaitingTopUp(p.Id, p.State, p.Created, new(p.Amount, new(p.Asset)), new(p.Base, wallet.Asset), new(p.Bonus, wallet.Asset), p.Method))]);
    }

    /// <summary>The balance after the last commit, from memory; null where there is no such account.</summary>
    public Amount? Balance(AccountId account) => writer.Find(account)?.BalanceAmount;

    /// <summary>What an amount would buy now; null where there is no such account.</summary>
    public TopUpAnswer? Quote(AccountId account, Amount pay) =>
        writer.Find(account) is { } wallet ? TopUpDecision.Quote(books.At(wallet.PriceBook, clock.Now).Book, pay) : null;

    /// <summary>Whose purchase a payment page was for; null for none of ours.</summary>
    public async Task<AccountId?> AccountOf(string session, CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        var number = await db.Payments.Where(p => p.GatewaySession == session).Select(p => (int?)p.Account).FirstOrDefaultAsync(cancel);
        return number is { } known ? writer.Find(known)?.Id : null;
    }
}
