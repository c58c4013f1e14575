using Billing.Invoicing;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Flows.Messages;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>An invoice that is about to get its number.</summary>
/// <param name="Book">The version that priced it.</param>
/// <param name="PlanPeriod">What the plan's line covers; the usage lines cover the draft's period.</param>
/// <param name="Booked">By entries for the usage on it, in 10^-8, 0 or more.</param>
/// <param name="At">When it is issued.</param>
internal sealed record NewInvoice(int Account, PriceBook Book, InvoiceDraft Draft, Plan? Plan, Period PlanPeriod, long Booked, Instant At);

/// <summary>
/// Everything an issued invoice leaves behind: number, row, entries, its collection, and the credit it takes off the account.
/// After its entries the balance has moved from what was booked for the usage to what the invoice says.
/// </summary>
internal static class IssuedInvoice
{
    public static InvoiceRow Issue(WriteScope scope, NewInvoice invoice)
    {
        var (draft, plan) = (invoice.Draft, Code(invoice.Plan));
        var planned = draft.Lines.Where(line => line.Code == plan).Sum(line => line.Amount.Units);
        var rounding = invoice.Booked - (draft.Subtotal.Units - planned);
        var row = Add(scope, new InvoiceRow
        {
            Number = NextNumber(scope.Db),
            Id = new InvoiceId(Guid.CreateVersion7(invoice.At.ToDateTimeOffset())),
            Account = invoice.Account,
            Kind = InvoiceKind.Invoice,
            PeriodStart = draft.Period.Start,
            PeriodEnd = draft.Period.End,
            Issued = invoice.At,
            Asset = draft.Total.Asset.Code,
            Subtotal = draft.Subtotal.Units,
            Tax = draft.Tax.Units,
            Total = draft.Total.Units,
            AccountCredit = draft.AccountCredit.Units,
            Due = draft.Due.Units,
            Document = DocumentOf(scope, invoice, rounding).Write(),
        });
        Post(scope, row, EntryType.PlanFee, -planned);
        Post(scope, row, EntryType.InvoiceRounding, rounding);
        Post(scope, row, EntryType.Tax, -row.Tax);
        scope.Db.Accounts.Find(row.Account)!.CreditOnAccount -= row.AccountCredit;
        scope.Db.Collections.Add(row.Due == 0
            ? new CollectionRow { Invoice = row.Number, Account = row.Account, State = CollectionState.Paid, PaidAt = row.Issued }
            : new CollectionRow { Invoice = row.Number, Account = row.Account, State = CollectionState.Open, NextAttempt = row.Issued });
        return row;
    }

    /// <summary>Saves the row at once, so that the next number is found behind it.</summary>
    public static InvoiceRow Add(WriteScope scope, InvoiceRow row)
    {
        scope.Db.Invoices.Add(row);
        scope.Db.SaveChanges();
        return row;
    }

    /// <summary>Over all accounts and both kinds of document; given out on the writer's thread alone, so without a gap.</summary>
    public static long NextNumber(BillingDb db) => (db.Invoices.Max(row => (long?)row.Number) ?? 0) + 1;

    /// <summary>Nothing where the amount is 0: an entry of 0 says nothing.</summary>
    public static void Post(WriteScope scope, InvoiceRow row, EntryType type, long amount)
    {
        if (amount != 0) scope.Post(new NewEntry(row.Account, type, amount, 0, CauseKind.Invoice, row.Number, row.Issued));
    }

    public static InvoiceDocument DocumentOf(WriteScope scope, NewInvoice invoice, long rounding)
    {
        var (book, draft, plan) = (invoice.Book, invoice.Draft, Code(invoice.Plan));
        return new()
        {
            Seller = book.Name,
            To = BillingProfiles.AddressOf(scope.Db, invoice.Account),
            Book = book.Id,
            Version = book.Version,
            Lines = [.. draft.Lines.Select(line => line.Code == plan
                ? Line(LineKind.Plan, invoice.Plan!.Name, line, invoice.PlanPeriod)
                : Line(line.Late ? LineKind.Adjustment : LineKind.Usage, NameOf(book, line.Code), line, draft.Period))],
            Notices = [.. draft.Informational.Select(notice => new DocumentNotice(
                notice.Code, NameOf(book, notice.Code), Text(notice.Quantity), Text(notice.Included), Text(notice.Excess), Text(notice.AnnouncedPrice), notice.AnnouncedAmount.Units))],
            TaxRate = Text(draft.TaxRate.Rate),
            TaxReason = draft.TaxRate.Reason,
            Booked = invoice.Booked,
            Rounding = rounding,
        };
    }

    private static DocumentLine Line(LineKind kind, string name, InvoiceLine line, Period period) =>
        new(kind, line.Code, name, period.Start, period.End, Text(line.UnitPrice), Text(line.Quantity), line.Amount.Units);

    /// <summary>As <see cref="InvoiceDecision.Draft"/> calls the plan's line.</summary>
    private static string? Code(Plan? plan) => plan is null ? null : $"{plan.Id}_plan";

    private static string NameOf(PriceBook book, string code) =>
        book.Model(code)?.Name ?? book.Meter(code)?.Name ?? book.FreeAllowances.FirstOrDefault(allowance => allowance.Code == code)?.Name ?? code;

    private static string Text(Fraction exact) => exact.ToDecimalText(30);
}
