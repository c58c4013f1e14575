using Billing.Service.Metering;
using Billing.Service.Ports;

namespace Billing.Service.Flows.Cards;

/// <summary>Tells the provider which card is charged now, for what it charges by itself; the janitor tells it again where the answer was lost.</summary>
public sealed class TellDefaultCard(Writer writer, ICardGateway cards)
{
    /// <returns>Why the provider does not know it yet; null where it does, or where there is none to tell.</returns>
    public async Task<Refusal?> Run(int account, CancellationToken cancel)
    {
        if (await writer.Run(scope => scope.Db.Customers.Find(account) is { Card: { } card, DeletedAt: null } row ? (row.GatewayCustomer, card) : default, cancel) is not { card: not null } now) return null;
        // Telling it twice changes nothing, and the same card may be chosen again after another one: the key is new each time.
        if (await cards.SetDefaultCard(now.GatewayCustomer, now.card, $"default-card:{Guid.CreateVersion7():N}", cancel) is GatewayAnswer<bool>.Unknown lost)
            return new Refusal("checking_with_bank", $"The provider was not told which card is charged: {lost.Detail}");
        // Refused, it has no such card: that is found by comparing, not by asking again.
        await writer.Run(scope => Told(scope, account, now.card), cancel);
        return null;
    }

    private static bool Told(WriteScope scope, int account, string card)
    {
        if (scope.Db.Customers.Find(account) is not { } row || row.Card != card) return false;
        row.GatewayCard = card;
        return true;
    }
}
