using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>A card that is on file now.</summary>
/// <param name="Label">For people: <c>Visa 4242</c>.</param>
/// <param name="IsDefault">It is the one that is charged.</param>
/// <param name="Check">How far its check came; <see cref="CardCheckStanding.None"/> where the book checks none.</param>
/// <param name="Left">What the provider could not be told; the caller asks again.</param>
public sealed record KeptCard(string Card, string Label, bool IsDefault, CardCheckStanding Check, Refusal? Left);

/// <summary>
/// Keeps the card that was entered on the provider's page (F5). The webhook and the page the customer returns to both come
/// through here, in any order; what they find done stays as it is.
/// </summary>
public sealed class FinishCardPage(Writer writer, ICardGateway cards, CardErrands errands)
{
    /// <param name="mine">The account of whoever asks; null for the webhook, which asks for everybody.</param>
    public async Task<Outcome<KeptCard>> Run(string session, AccountId? mine, CancellationToken cancel)
    {
        switch (await cards.FindEnteredCard(session, cancel))
        {
            case GatewayAnswer<GatewayCard>.Done { Value: var card }:
                var kept = await writer.Run(scope => Keep(scope, session, card, mine), cancel);
                if (kept.Refusal is not null) return kept.Refusal;
                var left = await errands.Run(kept.Value.Errand, cancel);
                return await writer.Run(scope => Tell(scope, kept.Value.Account, card.Id, left), cancel);
            case GatewayAnswer<GatewayCard>.Refused { Code: NotFinished }:
                return new Refusal(NotFinished, "No card has been entered yet.");
            case GatewayAnswer<GatewayCard>.Refused:
                return NotFound;
            default:
                return Customers.NoAnswer;
        }
    }

    private static Outcome<Keeping> Keep(WriteScope scope, string session, GatewayCard card, AccountId? mine)
    {
        var page = CardPages.Of(scope, session);
        var number = page?.Account ?? scope.Db.Customers.FirstOrDefault(customer => customer.GatewayCustomer == card.Customer)?.Account;
        if (number is not { } account || (mine is { } asking && scope.Wallet(account).Id != asking)) return NotFound;
        if (CardFile.Of(scope, account) is not { } file || file.Customer.GatewayCustomer != card.Customer) return NotFound;
        // Who comes later undoes no choice made since; but the provider may have to be told the default once more.
        if (file.Keep(card, page is { AsDefault: true } && CardPages.IsFirst(scope, account, session)) is not { } row) return Removed;
        return new Keeping(account, file.Errand with { TellDefault = file.Cards.IsDefault(row) });
    }

    private static Outcome<KeptCard> Tell(WriteScope scope, int account, string card, Refusal? left)
    {
        var cards = CardFile.Of(scope, account)!.Cards;
        return cards.Find(card) is { } row
            ? new KeptCard(card, CardWords.Label(row), cards.IsDefault(row), cards.StandingOf(row), left)
            : Removed;
    }

    internal const string NotFinished = "not_finished";
    private static readonly Refusal NotFound = new("not_found", "There is no such page.");
    private static readonly Refusal Removed = new("card_removed", "This card has been removed again.");

    private sealed record Keeping(int Account, CardErrand Errand);
}
