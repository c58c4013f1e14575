using Billing.Corrections;
using Billing.Invoicing;
using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Flows.Recovery;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <param name="Amount">With tax; null for all that is left of the invoice.</param>
/// <param name="Reason">A code of <see cref="Reasons"/>.</param>
/// <param name="Note">To the customer, 1 to 500 characters.</param>
/// <param name="Key">Made when the form opens: sending twice credits once.</param>
public sealed record InvoiceCredit(AccountId Account, long Invoice, Amount? Amount, string Reason, string Note, string Key);

/// <param name="Number">Of the credit note.</param>
/// <param name="FromOwed">Less to pay.</param>
/// <param name="ToAccount">Credit on account.</param>
public sealed record CreditedInvoice(long Number, Amount FromOwed, Amount ToAccount);

/// <summary>
/// An operator takes an invoice back, wholly or in part, by a document of its own; the invoice never changes. What was not
/// paid yet need not be paid, the rest is credit on account.
/// </summary>
public sealed class CreditInvoice(Writer writer, IMemberships memberships)
{
    public async Task<Outcome<CreditedInvoice>> Run(Actor.Operator actor, InvoiceCredit credit, CancellationToken cancel)
    {
        if (!await memberships.IsOperator(actor.UserId, cancel)) return NotFound;
        return await writer.Run(scope => Once(scope, actor, credit), cancel);
    }

    private static Outcome<CreditedInvoice> Once(WriteScope scope, Actor.Operator actor, InvoiceCredit credit)
    {
        if (scope.Find(credit.Account) is not { } wallet) return NotFound;
        var command = new NewCommand(
            $"credit-note:{credit.Key}", "credit_note", wallet.Account, actor.Label,
            RequestHash.Of(credit.Account, credit.Invoice, credit.Amount?.ToString() ?? "all", credit.Reason, credit.Note), Note: credit.Note, Reason: credit.Reason);
        return scope.Once<CreditedInvoice>(command, _ => Decide(scope, wallet.Account, credit));
    }

    private static Outcome<CreditedInvoice> Decide(WriteScope scope, int account, InvoiceCredit credit)
    {
        if (scope.Db.Invoices.Find(credit.Invoice) is not { Kind: InvoiceKind.Invoice } invoice || invoice.Account != account) return NotFound;
        if (!Reasons.TryParse(credit.Reason, out _)) return new Refusal("reason_unknown", "Choose a reason.", "reason");
        if (credit.Note.Trim().Length is 0 or > 500) return new Refusal("note_required", "The customer reads a note of 1 to 500 characters.", "note");
        var collection = scope.Db.Collections.Find(invoice.Number)!;
        if (collection.State == CollectionState.WrittenOff) return new Refusal("written_off", "This invoice was written off: nothing was paid that could be credited.");
        var book = scope.BookOf(account, scope.Now);
        var asset = new Asset(invoice.Asset);
        var standing = new CreditableInvoice(
            new(invoice.Total, asset), new(invoice.Tax, asset), new(-scope.Db.Invoices.Where(note => note.Corrects == invoice.Number).Sum(note => note.Total), asset),
            new(Owed.Of(scope.Db, collection), asset));
        switch (CreditNoteDecision.Decide(standing, credit.Amount, book.Invoicing.Rounding))
        {
            case CreditNoteAnswer.Refused no:
                return new Refusal(no.Code, no.Message, "amount");
            case CreditNoteAnswer.Accepted accepted:
                var note = Issue(scope, invoice, accepted, credit);
                if (collection.State == CollectionState.Open && Owed.Of(scope.Db, collection) == 0) (collection.State, collection.NextAttempt) = (CollectionState.Void, null);
                InvoiceMail.Credited(scope, note);
                RecoveryCase.Settle(scope, account);
                return new CreditedInvoice(note.Number, accepted.FromOwed, accepted.ToAccount);
            default:
                throw new InvalidOperationException("A credit note is accepted or refused");
        }
    }

    private static InvoiceRow Issue(WriteScope scope, InvoiceRow invoice, CreditNoteAnswer.Accepted accepted, InvoiceCredit credit)
    {
        var document = InvoiceDocument.Read(invoice.Document);
        var line = new DocumentLine(
            LineKind.Credit, "credit_note", $"Invoice {invoice.Number} taken back", invoice.PeriodStart, invoice.PeriodEnd, accepted.Net.ToDecimalText(), "-1", -accepted.Net.Units);
        var note = IssuedInvoice.Add(scope, new InvoiceRow
        {
            Number = IssuedInvoice.NextNumber(scope.Db),
            Id = new InvoiceId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset())),
            Account = invoice.Account,
            Kind = InvoiceKind.CreditNote,
            Corrects = invoice.Number,
            PeriodStart = invoice.PeriodStart,
            PeriodEnd = invoice.PeriodEnd,
            Issued = scope.Now,
            Asset = invoice.Asset,
            Subtotal = -accepted.Net.Units,
            Tax = -accepted.Tax.Units,
            Total = -(accepted.Net + accepted.Tax).Units,
            AccountCredit = -accepted.ToAccount.Units,
            Due = -accepted.FromOwed.Units,
            Document = (document with { Lines = [line], Notices = [], Booked = 0, Rounding = 0, Reason = credit.Reason, Note = credit.Note }).Write(),
        });
        IssuedInvoice.Post(scope, note, EntryType.CreditNote, accepted.Net.Units);
        IssuedInvoice.Post(scope, note, EntryType.Tax, accepted.Tax.Units);
        scope.Db.Accounts.Find(note.Account)!.CreditOnAccount += accepted.ToAccount.Units;
        return note;
    }

    private static readonly Refusal NotFound = new("not_found", "There is no such invoice.");
}
