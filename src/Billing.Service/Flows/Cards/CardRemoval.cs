using Billing.Service.Storage;

namespace Billing.Service.Flows.Cards;

/// <summary>What follows when a card is taken off file.</summary>
/// <param name="Card">The card.</param>
/// <param name="Next">The one that is charged from then on; null where it was not the default, or none is left.</param>
/// <param name="EndsRefill">Automatic refill is switched off, since no card is left for it.</param>
/// <param name="Last">No card is left.</param>
public sealed record CardRemoval(CardRow Card, CardRow? Next, bool EndsRefill, bool Last)
{
    /// <summary>
    /// Any card may go while another one serves, and where nothing needs a card (design section 9). While a plan needs one or an invoice is unpaid, the
    /// last stays, and the refusal names the ways out (KO-35).
    /// </summary>
    public static Outcome<CardRemoval> Decide(CardsOnFile file, CardRow card)
    {
        var others = file.Cards.Where(other => other != card).ToList();
        if (file.NeedsCard && !others.Any(file.Serves)) return Needed(file, others.Count > 0);
        return new CardRemoval(card, file.IsDefault(card) ? file.Next(card) : null, others.Count == 0 && file.HasRefill, others.Count == 0);
    }

    private static Refusal Needed(CardsOnFile file, bool others)
    {
        var why = others ? "No other card on file can be charged." : "It is the only card on file.";
        if (file.PlanNeedingCard is not { } plan)
            return new("card_needed", $"{why} Invoice {file.UnpaidInvoice} is not paid yet: pay it first, or add another card.");
        var free = file.Book.Plans.FirstOrDefault(lower => !lower.NeedsCard && lower.Rank < plan.Rank);
        var ways = free is null ? "add another card first, or close the account" : $"add another card first, change to {free.Name}, or close the account";
        return new("card_needed", $"{why} {plan.Name} needs one: {ways}.");
    }
}
