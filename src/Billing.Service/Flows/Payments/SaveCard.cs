using Billing.Service.Access;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Invoices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Payments;

/// <summary>Keeps a card on file by the provider's name of it; it becomes the one that is charged.</summary>
public sealed class SaveCard(Writer writer, IMemberships memberships, Customers customers, IPaymentGateway gateway, CardErrands errands)
{
    /// <param name="card">The provider's name of a card entered on its page.</param>
    /// <param name="key">Made when the form opens.</param>
    public async Task<Outcome<SavedCard>> Run(Actor actor, AccountId account, string card, string mail, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var customer = await customers.Of(account, mail, cancel);
        if (customer.Refusal is not null) return customer.Refusal;
        switch (await gateway.SaveCard(customer.Value, card, $"card:{key}", cancel))
        {
            case GatewayAnswer<SavedCard>.Done { Value: var saved }:
                await errands.Run(await writer.Run(scope => Keep(scope, account, saved), cancel), cancel);
                return saved;
            case GatewayAnswer<SavedCard>.Refused no:
                return new Refusal("card_refused", "The bank did not accept this card.", no.Code);
            default:
                return Customers.NoAnswer;
        }
    }

    private static CardErrand Keep(WriteScope scope, AccountId account, SavedCard saved)
    {
        var file = CardFile.Of(scope, scope.Find(account)!.Account)!;
        file.Keep(saved.Describe(scope.Now), asDefault: true);
        // The same card once more is a wish to be charged, too.
        CollectInvoice.TryAgain(scope, file.Customer.Account);
        return file.Errand;
    }
}
