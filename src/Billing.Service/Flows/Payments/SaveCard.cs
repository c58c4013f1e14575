using Billing.Service.Access;
using Billing.Service.Flows.Invoices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Payments;

/// <summary>Keeps a card on file; it becomes the one that is charged.</summary>
public sealed class SaveCard(Writer writer, IMemberships memberships, Customers customers, IPaymentGateway gateway)
{
    /// <param name="card">The provider's name of a card entered on its page.</param>
    /// <param name="key">Made when the form opens.</param>
    public async Task<Outcome<SavedCard>> Run(Actor actor, AccountId account, string card, string mail, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var customer = await customers.Of(account, mail, cancel);
        if (customer.Refusal is not null) return customer.Refusal;
        return await gateway.SaveCard(customer.Value, card, $"card:{key}", cancel) switch
        {
            GatewayAnswer<SavedCard>.Done done => await writer.Run(scope => Keep(scope, account, done.Value), cancel),
            GatewayAnswer<SavedCard>.Refused no => new Refusal("card_refused", "The bank did not accept this card.", no.Code),
            _ => Customers.NoAnswer,
        };
    }

    private static Outcome<SavedCard> Keep(WriteScope scope, AccountId account, SavedCard card)
    {
        var row = scope.Db.Customers.Find(scope.Find(account)!.Account)!;
        (row.Card, row.CardLabel) = (card.Id, card.Label);
        CollectInvoice.TryAgain(scope, row.Account);
        return card;
    }
}
