using System.Globalization;
using Billing.Service.Flows.Invoices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Reads;

/// <summary>Answers the invoice pages. The running month's draft is asked of the writer, which keeps its sums.</summary>
public sealed class InvoicesRead(Writer writer, BillingReader reader, BillingClock clock)
{
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public async Task<InvoicesView> Read(AccountId account, CancellationToken cancel)
    {
        var draft = await writer.Run(scope => Preview(scope, account), cancel);
        var wallet = Wallet(account);
        var book = writer.Books.At(wallet.PriceBook, clock.Now).Book;
        await using var db = reader.OpenContext();
        var rows = await db.Invoices.Where(row => row.Account == wallet.Account).OrderByDescending(row => row.Number).ToListAsync(cancel);
        var collections = await db.Collections.Where(row => row.Account == wallet.Account).ToDictionaryAsync(row => row.Invoice, cancel);
        var documents = rows.ConvertAll(row => Summary(row, collections, rows));
        var paid = await db.Payments.Where(row => row.Account == wallet.Account && row.State == PaymentState.Paid).SumAsync(row => row.Amount, cancel);
        var credit = await db.Accounts.Where(row => row.Number == wallet.Account).Select(row => row.CreditOnAccount).SingleAsync(cancel);
        return new(
            clock.Now, Owed(documents, InvoiceStanding.Open), Owed(documents, InvoiceStanding.Overdue), new(paid, book.Currency), new(credit, book.Currency),
            draft, RecoveryRead.Of(db, book, wallet.Account, clock.Now), documents);

        Amount Owed(IEnumerable<InvoiceSummary> of, InvoiceStanding standing) =>
            of.Where(one => one.Standing == standing).Aggregate(Amount.Zero(book.Currency), (sum, one) => sum + one.Owed);
    }

    /// <summary>A document of the account; null for none, and for another account's.</summary>
    public async Task<InvoiceView?> Find(AccountId account, long number, CancellationToken cancel)
    {
        var wallet = Wallet(account);
        await using var db = reader.OpenContext();
        if (await db.Invoices.SingleOrDefaultAsync(row => row.Number == number && row.Account == wallet.Account, cancel) is not { } row) return null;
        var notes = await db.Invoices.Where(note => note.Corrects == number).OrderBy(note => note.Number).ToListAsync(cancel);
        var collections = await db.Collections.Where(one => one.Invoice == number).ToDictionaryAsync(one => one.Invoice, cancel);
        var collection = collections.GetValueOrDefault(number);
        return new(
            clock.Now, Summary(row, collections, notes), InvoiceDocument.Read(row.Document), SumsOf(row), await Attempts(db, wallet.Account, number, cancel),
            collection?.State == CollectionState.Open ? collection.NextAttempt : null, collection?.PaidAt, notes.ConvertAll(note => Summary(note, collections, notes)),
            RecoveryRead.Of(db, writer.Books.At(wallet.PriceBook, clock.Now).Book, wallet.Account, clock.Now));
    }

    private static async Task<IReadOnlyList<InvoiceAttempt>> Attempts(BillingDb db, int account, long number, CancellationToken cancel)
    {
        var subject = number.ToString(CultureInfo.InvariantCulture);
        var payments = await db.Payments.Where(row => row.Account == account && row.Purpose == PaymentPurpose.Invoice && row.Subject == subject)
            .OrderByDescending(row => row.Number).ToListAsync(cancel);
        return payments.ConvertAll(row => new InvoiceAttempt(row.Id, row.Created, new(row.Amount, new Asset(row.Asset)), row.State, row.Method, row.Failure));
    }

    private static InvoicePreview? Preview(WriteScope scope, AccountId id)
    {
        if (scope.Find(id) is not { InvoicedUntil: { } from, Account: var account }) return null;
        var month = Period.MonthOf(from);
        var invoice = IssueInvoice.Draft(scope, account, month, IssueInvoice.PlanFrom(scope, account, month.End));
        var draft = invoice.Draft;
        return new(month, month.End, IssuedInvoice.DocumentOf(scope, invoice, rounding: 0), new(draft.Subtotal, draft.Tax, draft.Total, draft.AccountCredit, draft.Due));
    }

    private static InvoiceSummary Summary(InvoiceRow row, Dictionary<long, CollectionRow> collections, IReadOnlyList<InvoiceRow> among)
    {
        var asset = new Asset(row.Asset);
        var collection = collections.GetValueOrDefault(row.Number);
        var owed = collection?.State == CollectionState.Open ? row.Due + among.Where(note => note.Corrects == row.Number).Sum(note => note.Due) : 0;
        return new(row.Number, row.Kind, row.Corrects, new(row.PeriodStart, row.PeriodEnd), row.Issued, new(row.Total, asset), new(owed, asset), StandingOf(collection));
    }

    private static InvoiceStanding StandingOf(CollectionRow? collection) => collection switch
    {
        null => InvoiceStanding.Credited,
        { State: CollectionState.Open, FailedAt: null } => InvoiceStanding.Open,
        { State: CollectionState.Open } => InvoiceStanding.Overdue,
        { State: CollectionState.Void } => InvoiceStanding.Void,
        { State: CollectionState.WrittenOff } => InvoiceStanding.WrittenOff,
        _ => InvoiceStanding.Paid,
    };

    private static InvoiceSums SumsOf(InvoiceRow row)
    {
        var asset = new Asset(row.Asset);
        return new(new(row.Subtotal, asset), new(row.Tax, asset), new(row.Total, asset), new(row.AccountCredit, asset), new(row.Due, asset));
    }

    private WalletState Wallet(AccountId account) => writer.Find(account) ?? throw new KeyNotFoundException($"The ledger has no account {account}");
}
