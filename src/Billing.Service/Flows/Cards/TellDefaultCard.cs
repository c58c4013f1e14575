using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>
/// Tells the provider which card is charged now, for what it charges by itself; the janitor tells it again where the answer was
/// lost. However late it comes, it undoes no newer choice: what is there is looked at first, and who chose on the provider's own
/// pages after he had chosen here is followed instead.
/// </summary>
public sealed class TellDefaultCard(Writer writer, ICardGateway cards)
{
    /// <returns>Why the provider does not know it yet; null where it does, or where there is none to tell.</returns>
    public async Task<Refusal?> Run(int account, CancellationToken cancel)
    {
        if (await writer.Run(scope => Untold(scope, account), cancel) is not { } ours) return null;
        switch (await cards.FindDefaultCard(ours.Customer, cancel))
        {
            case GatewayAnswer<string?>.Unknown lost:
                return NotTold(lost.Detail);
            case GatewayAnswer<string?>.Done { Value: { } there } when there != ours.Card:
                var newer = await cards.WasChosenAfter(ours.Customer, there, ours.At, cancel);
                if (newer is GatewayAnswer<bool>.Unknown open) return NotTold(open.Detail);
                if (newer is GatewayAnswer<bool>.Done { Value: true } && await writer.Run(scope => Follow(scope, account, ours, there), cancel)) return null;
                break;
        }

        // The same card may be chosen again after another one: the key is new each time. Telling it twice changes nothing.
        if (await cards.SetDefaultCard(ours.Customer, ours.Card, $"default-card:{Guid.CreateVersion7():N}", cancel) is GatewayAnswer<bool>.Unknown unheard)
            return NotTold(unheard.Detail);
        // Refused, it has no such card: that is found by comparing, not by asking again.
        await writer.Run(scope => Told(scope, account, ours.Card), cancel);
        return null;
    }

    /// <summary>Our choice; null where the provider knows it. A card is chosen as it is saved: later choices of a card on file are told before they stand here.</summary>
    private static Choice? Untold(WriteScope scope, int account) =>
        scope.Db.Customers.Find(account) is { Card: { } card, DeletedAt: null } row && row.GatewayCard != card
            ? new(row.GatewayCustomer, card, scope.Db.Cards.Find(card)?.Added ?? scope.Now)
            : null;

    /// <summary>
    /// Takes over what was chosen there. One that is not on file here yet is left: the comparison that puts it there comes back
    /// here. So is a choice made here meanwhile: whoever made it tells it.
    /// </summary>
    /// <returns>False where the card can't be charged here, so that ours stands.</returns>
    private static bool Follow(WriteScope scope, int account, Choice ours, string there)
    {
        if (CardFile.Of(scope, account) is not { } file || file.Customer.GatewayCustomer != ours.Customer || file.Customer.Card != ours.Card || file.Cards.Find(there) is not { } card) return true;
        if (file.Cards.StandingOf(card) == CardCheckStanding.Refused) return false;
        file.ChooseKnown(card);
        return true;
    }

    private static bool Told(WriteScope scope, int account, string card)
    {
        if (scope.Db.Customers.Find(account) is not { } row || row.Card != card) return false;
        row.GatewayCard = card;
        return true;
    }

    private static Refusal NotTold(string why) => new("checking_with_bank", $"The provider was not told which card is charged: {why}");

    /// <param name="At">When it was made.</param>
    private sealed record Choice(string Customer, string Card, Instant At);
}
