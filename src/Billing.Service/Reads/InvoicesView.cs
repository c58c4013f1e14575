using Billing.Service.Flows.Invoices;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>How a document stands.</summary>
public enum InvoiceStanding
{
    /// <summary>To be paid, and not tried in vain yet.</summary>
    Open,
    Overdue,
    Paid,

    /// <summary>Taken back by credit notes before it was paid.</summary>
    Void,
    WrittenOff,

    /// <summary>A credit note: nothing is to be done about it.</summary>
    Credited,
}

/// <summary>A document in the list.</summary>
/// <param name="Corrects">The invoice a credit note takes back.</param>
/// <param name="Owed">Still to be paid.</param>
public sealed record InvoiceSummary(long Number, InvoiceKind Kind, long? Corrects, Period Period, Instant Issued, Amount Total, Amount Owed, InvoiceStanding Standing);

/// <summary>What a document says in figures.</summary>
/// <param name="Credit">Taken from credit on account; below 0 on a credit note that gives some.</param>
/// <param name="Due">At issue.</param>
public sealed record InvoiceSums(Amount Subtotal, Amount Tax, Amount Total, Amount Credit, Amount Due);

/// <summary>The running month as an invoice: what it would say if the month ended now.</summary>
public sealed record InvoicePreview(Period Month, Instant IssuedAt, InvoiceDocument Document, InvoiceSums Sums);

/// <param name="Paid">By card, on all invoices.</param>
/// <param name="Credit">On account: comes off the next invoices.</param>
/// <param name="Draft">Null where nothing is to come.</param>
public sealed record InvoicesView(
    Instant AsOf, Amount Open, Amount Overdue, Amount Paid, Amount Credit, InvoicePreview? Draft, RecoveryView? Recovery, IReadOnlyList<InvoiceSummary> Documents);

/// <summary>One try to collect.</summary>
/// <param name="Failure">The bank's reason; null where it did not refuse.</param>
public sealed record InvoiceAttempt(PaymentId Payment, Instant At, Amount Amount, PaymentState State, string? Method, string? Failure);

/// <param name="NextAttempt">When the card is tried again by itself; null for not.</param>
/// <param name="Notes">Credit notes of an invoice, in their order.</param>
public sealed record InvoiceView(
    Instant AsOf, InvoiceSummary Summary, InvoiceDocument Document, InvoiceSums Sums, IReadOnlyList<InvoiceAttempt> Attempts, Instant? NextAttempt, Instant? PaidAt,
    IReadOnlyList<InvoiceSummary> Notes, RecoveryView? Recovery);
