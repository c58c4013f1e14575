using System.Globalization;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>
/// Collects an open invoice from the card on file: once per attempt, and never a second one while nobody knows how the
/// first ended.
/// </summary>
public sealed class CollectInvoice(Writer writer, ChargeCard charge)
{
    /// <summary>Tries what is due for another attempt; null where there was nothing to try.</summary>
    public async Task<Outcome<PaymentState>?> Run(long invoice, CancellationToken cancel)
    {
        if (await writer.Run(scope => Due(scope, invoice), cancel) is { } order) return await charge.Run(order, cancel);
        return null;
    }

    /// <summary>A new card is on file: what failed is tried again at once.</summary>
    public static void TryAgain(WriteScope scope, int account)
    {
        foreach (var collection in scope.Db.Collections.Where(row => row.Account == account && row.State == CollectionState.Open && row.FailedAt != null).ToList())
            collection.NextAttempt = scope.Now;
    }

    /// <summary>The order that is still open, or a new one.</summary>
    internal static PaymentId Order(WriteScope scope, CollectionRow collection)
    {
        var subject = collection.Invoice.ToString(CultureInfo.InvariantCulture);
        if (OpenOrder(scope, collection.Account, subject) is { } open) return open.Id;
        collection.Attempts++;
        collection.NextAttempt = scope.Now.PlusDays(1);
        var amount = new Amount(Owed.Of(scope.Db, collection), new Asset(scope.Db.Invoices.Find(collection.Invoice)!.Asset));
        var key = string.Create(CultureInfo.InvariantCulture, $"invoice:{subject}:{collection.Attempts}");
        return CardOrder.Write(scope, collection.Account, PaymentPurpose.Invoice, subject, amount, key);
    }

    private static PaymentId? Due(WriteScope scope, long invoice)
    {
        if (scope.Db.Collections.Find(invoice) is not { State: CollectionState.Open } collection) return null;
        _ = scope.Wallet(collection.Account);
        return OpenOrder(scope, collection.Account, invoice.ToString(CultureInfo.InvariantCulture))?.Id
            ?? (collection.NextAttempt <= scope.Now ? Order(scope, collection) : null);
    }

    private static PaymentRow? OpenOrder(WriteScope scope, int account, string subject) =>
        scope.Db.Payments.FirstOrDefault(payment => payment.Account == account && payment.Purpose == PaymentPurpose.Invoice && payment.Subject == subject
            && (payment.State == PaymentState.Created || payment.State == PaymentState.Pending));
}
