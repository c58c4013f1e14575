using Billing.Service.Access;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>The customer presses "Pay now": the card is charged at once, whenever the next attempt would have been.</summary>
public sealed class PayInvoice(Writer writer, IMemberships memberships, ChargeCard charge)
{
    /// <returns>Paid, or pending where the bank takes its days.</returns>
    public async Task<Outcome<PaymentState>> Run(Actor actor, AccountId account, long invoice, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var order = await writer.Run(scope => Order(scope, account, invoice), cancel);
        if (order.Refusal is not null) return order.Refusal;
        var state = await charge.Run(order.Value, cancel);
        return state is { IsAccepted: true, Value: PaymentState.Failed } ? await writer.Run(scope => Declined(scope, order.Value), cancel) : state;
    }

    private static Outcome<PaymentId> Order(WriteScope scope, AccountId account, long invoice)
    {
        if (scope.Find(account) is not { } wallet || scope.Db.Collections.Find(invoice) is not { } collection || collection.Account != wallet.Account)
            return new Refusal("not_found", "There is no such invoice.");
        if (collection.State != CollectionState.Open) return new Refusal("nothing_due", "Nothing is to be paid on this invoice.");
        if (scope.Db.Customers.Find(wallet.Account)?.Card is null) return new Refusal("no_card", "There is no card on file. Add one, then pay.");
        return CollectInvoice.Order(scope, collection);
    }

    private static Outcome<PaymentState> Declined(WriteScope scope, PaymentId payment)
    {
        var row = scope.Db.Payments.Single(p => p.Id == payment);
        return new Refusal("card_declined", "The bank did not accept the charge. Nothing was taken; use another card, or ask your bank.", row.Failure);
    }
}
