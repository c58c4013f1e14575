using Billing.Invoicing;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>
/// Ends a calendar month: the plan of the month that begins, what was used in the one that ended (C-14), tax and credit on
/// account become an invoice. A month in which nothing is due gets none and is over all the same (KO-31).
/// </summary>
internal sealed class IssueInvoice(WriteScope scope, int account) : IDueWork
{
    public static IDueWork? Of(WriteScope scope, int account)
    {
        if (scope.BookOf(account, scope.Now).Wallet.Funding != FundingMode.Postpaid) return null;
        // Months before the account was opened have no invoice: what was used in them is late for the first.
        if (scope.Wallet(account).InvoicedUntil is null) scope.SetInvoicedUntil(account, scope.Db.Accounts.Find(account)!.Created.StartOfMonth);
        return new IssueInvoice(scope, account);
    }

    public Instant? Next => Month.End;

    /// <summary>The first month that is not over yet.</summary>
    private Period Month => Period.MonthOf(scope.Wallet(account).InvoicedUntil!.Value);

    public void Do()
    {
        var month = Month;
        var plan = PlanFrom(scope, account, month.End);
        var invoice = Draft(scope, account, month, plan);
        if (!invoice.Draft.Total.IsZero) InvoiceMail.Issued(scope, IssuedInvoice.Issue(scope, invoice));
        else if (invoice.Booked > 0) scope.Post(new NewEntry(account, EntryType.InvoiceRounding, invoice.Booked, 0, CauseKind.Job, month.End.Micros, month.End));
        if (plan is { Period: var paid } && scope.Db.Subscriptions.Find(account) is { } subscription) (subscription.PeriodStart, subscription.PeriodEnd) = (paid.Start, paid.End);
        scope.SetInvoicedUntil(account, month.End);
    }

    /// <summary>What the month's invoice says, or would say if it ended now.</summary>
    /// <param name="paid">The plan's price for the time after the month; null for none due.</param>
    public static NewInvoice Draft(WriteScope scope, int account, Period month, PlanPrice? paid)
    {
        var book = scope.BookOf(account, month.Start);
        var usage = BilledUsage.Of(scope, book, account, month.Start);
        var plan = scope.BookOf(account, month.End).Plan(scope.Db.Subscriptions.Find(account)?.Plan) ?? (book.Plans.Count > 0 ? book.Plans[0] : null);
        var draft = InvoiceDecision.Draft(
            book, month, plan, paid?.Amount ?? Amount.Zero(book.Currency), usage.Lines, BillingProfiles.TaxOf(scope.Db, account),
            new(scope.Db.Accounts.Find(account)!.CreditOnAccount, book.Currency));
        return new(account, book, draft, plan, paid?.Period ?? month, usage.Booked, month.End);
    }

    /// <summary>What is due for the plan from the month's end on; null for a free one, or one that is paid for longer.</summary>
    public static PlanPrice? PlanFrom(WriteScope scope, int account, Instant end)
    {
        if (scope.Db.Subscriptions.Find(account) is not { } subscription || (subscription.PeriodStart < end && subscription.PeriodEnd > end)) return null;
        var book = scope.BookOf(account, end);
        if (book.Plan(subscription.Plan)?.PriceOf(subscription.Interval, book.Currency) is not { IsPositive: true } price) return null;
        return new(price, new(end, new MonthAnchor(end).Plus(subscription.Interval == BillingInterval.Year ? 12 : 1)));
    }
}

/// <summary>A plan's price and what it covers.</summary>
internal sealed record PlanPrice(Amount Amount, Period Period);
