using Billing.Credits;
using Billing.PriceBooks;
using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Reads;

/// <param name="Name">Of the plan that begins then.</param>
public sealed record ScheduledPlan(string Id, string Name, Instant At);

/// <summary>A renewal that could not be paid.</summary>
/// <param name="NextAttempt">When the card is tried again.</param>
public sealed record FailedRenewal(Instant Since, Instant? NextAttempt);

/// <summary>A payment for a plan that is not known to have ended.</summary>
/// <param name="Payment">The order.</param>
/// <param name="Plan">Name of what was ordered; null where it renews.</param>
/// <param name="OnPage">The customer has still to pay it on the provider's page; else the bank is asked.</param>
public sealed record WaitingPlan(PaymentId Payment, string? Plan, Amount Due, bool OnPage);

/// <summary>What the Plan page shows.</summary>
/// <param name="Until">End of the present period; null for a plan without one.</param>
/// <param name="Next">The next payment, if nothing changes; null for none.</param>
/// <param name="ByInvoice">The plan's price stands on the monthly invoice.</param>
/// <param name="Card">The card on file; null for none.</param>
/// <param name="Kept">Included credit with something left.</param>
public sealed record PlanView(
    Instant AsOf, PriceBook Book, Plan Current, BillingInterval Interval, Instant? Until, NextPayment? Next, bool ByInvoice, ScheduledPlan? Scheduled,
    FailedRenewal? Failed, Amount CreditOnAccount, string? Card, IReadOnlyList<KeptCredit> Kept)
{
    /// <summary>The payment provider's subscription collects what plans cost; without a card it asks for one on a page of its own.</summary>
    public bool ByProvider { get; init; }

    /// <summary>A subscription of the provider stands.</summary>
    public bool Subscribed { get; init; }

    public WaitingPlan? Waiting { get; init; }

    /// <summary>Whether some plan can be paid by the year.</summary>
    public bool HasYears => Book.Plans.Any(plan => plan.Year is not null);

    /// <summary>Whether a code can be entered with a plan.</summary>
    public bool HasCodes => Book.Coupons.Count > 0;
}

/// <summary>An account's plan and the ones it could have.</summary>
public sealed class PlanRead(Writer writer, BillingReader reader, PublishedBooks books, BillingClock clock)
{
    /// <summary>Null where the account's book has no plans, or there is no such account.</summary>
    public async Task<PlanView?> Read(AccountId account, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return null;
        var now = clock.Now;
        var book = books.At(wallet.PriceBook, now).Book;
        if (book.Plans.Count == 0) return null;
        await using var db = reader.OpenContext();
        var row = await db.Subscriptions.SingleOrDefaultAsync(s => s.Account == wallet.Account, cancel)
            ?? new SubscriptionRow { Account = wallet.Account, Plan = book.Plans[0].Id, PeriodStart = now, PeriodEnd = Instant.Latest };
        var credit = await db.Accounts.Where(a => a.Number == wallet.Account).Select(a => a.CreditOnAccount).SingleAsync(cancel);
        var card = await db.Customers.Where(c => c.Account == wallet.Account).Select(c => c.CardLabel).SingleOrDefaultAsync(cancel);
        var next = book.Plan(row.NextPlan);
        return new(
            now, book, book.Plan(row.Plan) ?? book.Plans[0], row.Interval, row.PeriodEnd < Instant.Latest ? row.PeriodEnd : null, NextOf(book, row),
            Subscription.GoesByInvoice(book), next is null ? null : new(next.Id, next.Name, row.PeriodEnd), row.FailedAt is { } failed ? new(failed, row.NextAttempt) : null,
            new(credit, book.Currency), card,
            [.. wallet.Grants.Where(grant => grant.Grant.Kind == GrantKind.Included && grant.Grant.UsableAt(now))
                .Select(grant => new KeptCredit(new(grant.Remaining, wallet.Asset), grant.Grant.ExpiresAt))])
        {
            ByProvider = Subscription.CollectedByProvider(book),
            Subscribed = row.GatewaySubscription is not null,
            Waiting = await WaitingOf(db, wallet.Account, cancel),
        };
    }

    /// <summary>Whose a payment page is; null where it is for no plan.</summary>
    public async Task<AccountId?> AccountOf(string session, CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        var number = await db.Payments.Where(row => row.GatewaySession == session && row.Purpose == PaymentPurpose.Plan).Select(row => (int?)row.Account).FirstOrDefaultAsync(cancel);
        return number is { } known ? writer.Find(known)?.Id : null;
    }

    private static async Task<WaitingPlan?> WaitingOf(BillingDb db, int account, CancellationToken cancel)
    {
        var order = await db.Payments
            .Where(row => row.Account == account && row.Purpose == PaymentPurpose.Plan && (row.State == PaymentState.Created || row.State == PaymentState.Open || row.State == PaymentState.Pending))
            .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        if (order is null) return null;
        var quote = PrefixedId.TryParse("quot", order.Subject, out var id) ? await db.Quotes.FindAsync([new QuoteId(id)], cancel) : null;
        return new(order.Id, quote is null ? null : PlanOffer.FromJson(quote.Offer).To, new(order.Amount, new Asset(order.Asset)), order.State == PaymentState.Open);
    }

    private static NextPayment? NextOf(PriceBook book, SubscriptionRow row)
    {
        var (plan, interval) = book.Plan(row.NextPlan) is { } scheduled ? (scheduled, row.NextInterval) : (book.Plan(row.Plan) ?? book.Plans[0], row.Interval);
        return Subscription.PriceOf(book, plan, interval) is { IsPositive: true } price ? new(row.PeriodEnd, price) : null;
    }
}
