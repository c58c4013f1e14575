using Billing.Service.Access;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>Chooses the card that is charged. The provider is told first: where it does not answer, nothing has changed.</summary>
public sealed class SetDefaultCard(Writer writer, IMemberships memberships, ICardGateway cards, SyncCards sync)
{
    /// <param name="key">Made when the list is shown.</param>
    /// <returns>Its label.</returns>
    public async Task<Outcome<string>> Run(Actor actor, AccountId account, string card, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var customer = await writer.Run(scope => CustomerOf(scope, account, card), cancel);
        if (customer.Refusal is not null) return customer.Refusal;
        switch (await cards.SetDefaultCard(customer.Value, card, $"default-card:{key}", cancel))
        {
            case GatewayAnswer<bool>.Done:
                return await writer.Run(scope => Choose(scope, account, card), cancel);
            case GatewayAnswer<bool>.Refused:
                // It is not as we thought: the list is what the provider has.
                await sync.Run(account, cancel);
                return Gone;
            default:
                return Customers.NoAnswer;
        }
    }

    private static Outcome<string> CustomerOf(WriteScope scope, AccountId account, string card)
    {
        if (scope.Find(account) is not { } wallet || CardFile.Of(scope, wallet.Account) is not { } file || file.Cards.Find(card) is not { } row) return Gone;
        return file.Cards.StandingOf(row) == CardCheckStanding.Refused
            ? new Refusal("card_not_accepted", "The bank refused this card, so it can't be charged.")
            : file.Customer.GatewayCustomer;
    }

    private static Outcome<string> Choose(WriteScope scope, AccountId account, string card)
    {
        if (CardFile.Of(scope, scope.Find(account)!.Account) is not { } file || file.Cards.Find(card) is not { } row) return Gone;
        file.ChooseKnown(row);
        return CardWords.Label(row);
    }

    private static readonly Refusal Gone = new("card_gone", "This card is not on file any more.");
}
