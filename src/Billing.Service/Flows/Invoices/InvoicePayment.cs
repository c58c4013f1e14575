using System.Globalization;
using Billing.Ledger;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Recovery;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>What a payment of an invoice does: it closes the invoice and ends payment recovery, or begins it (KO-37).</summary>
public sealed class InvoicePayment : IPaymentEffect
{
    public PaymentPurpose Purpose => PaymentPurpose.Invoice;

    public void Paid(WriteScope scope, PaymentRow payment)
    {
        _ = scope.Wallet(payment.Account);
        var collection = Collection(scope, payment);
        // Whatever the invoice does not need any more (a credit note came in between) is the customer's.
        var owed = Math.Min(payment.Amount, Owed.Of(scope.Db, collection));
        scope.Post(new NewEntry(payment.Account, EntryType.Payment, payment.Amount, 0, CauseKind.Payment, payment.Number));
        scope.Db.Accounts.Find(payment.Account)!.CreditOnAccount += payment.Amount - owed;
        if (collection.State == CollectionState.Open) (collection.State, collection.PaidAt, collection.NextAttempt) = (CollectionState.Paid, scope.Now, null);
        InvoiceMail.Paid(scope, collection.Invoice, payment);
        // The card works: what else it could not pay is tried now, not tomorrow.
        CollectInvoice.TryAgain(scope, payment.Account);
        RecoveryCase.Settle(scope, payment.Account);
    }

    public void Failed(WriteScope scope, PaymentRow payment)
    {
        var book = scope.BookOf(payment.Account, scope.Now);
        var collection = Collection(scope, payment);
        if (collection.State != CollectionState.Open) return;
        collection.FailedAt ??= scope.Now;
        // The card is tried as long as there is a stage to come: after the last one only the customer can pay.
        var last = book.Recovery.Count == 0 ? collection.FailedAt.Value : collection.FailedAt.Value.PlusDays(book.Recovery[^1].AfterDays);
        if (collection.NextAttempt > last) collection.NextAttempt = null;
    }

    private static CollectionRow Collection(WriteScope scope, PaymentRow payment) =>
        scope.Db.Collections.Find(long.Parse(payment.Subject!, CultureInfo.InvariantCulture))!;
}
