using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Cards;

/// <summary>
/// Takes a card off file at the provider, after it went off file here. That it is done is noted under a key, so until
/// then it is found again.
/// </summary>
public sealed class DetachCard(Writer writer, ICardGateway cards)
{
    internal const string Key = "card-off:";

    /// <summary>A refusal means that the provider has no such card any more, which is what was wanted.</summary>
    public async Task<Refusal?> Run(string card, CancellationToken cancel)
    {
        if (await cards.RemoveCard(card, Key + card, cancel) is GatewayAnswer<bool>.Unknown) return Payments.Customers.NoAnswer;
        await writer.Run(scope => scope.Db.Cards.Find(card) is { RemovedAt: not null } row && Done(scope, row), cancel);
        return null;
    }

    private static bool Done(WriteScope scope, CardRow row) =>
        scope.Once<bool>(new NewCommand(Key + row.Card, "card_removed", row.Account, "Cards", RequestHash.Of(row.Card), Note: CardWords.Label(row)), _ => true).Value;
}
