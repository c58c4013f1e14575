using Billing.Service.Flows.Cards;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>What the page Payment methods shows.</summary>
/// <param name="Cards">In the order they came.</param>
/// <param name="CheckHold">What is held on a new card and let go; null where the book checks none.</param>
/// <param name="CustomerDeleted">The provider lost the customer: the next card makes a new one (F20).</param>
/// <param name="PlanNeedingCard">Name of the plan that needs a card; null where none does.</param>
public sealed record CardsView(
    Instant AsOf, IReadOnlyList<CardLine> Cards, Amount? CheckHold, AccountValidation Validation, bool CustomerDeleted, string? PlanNeedingCard)
{
    public CardLine? Default => Cards.FirstOrDefault(card => card.IsDefault);
}

/// <summary>A card on file.</summary>
/// <param name="Id">The provider's; for flows, never shown.</param>
/// <param name="Brand">For people: <c>Visa</c>.</param>
/// <param name="Expires"><c>08/27</c>; empty where not known yet.</param>
/// <param name="Funding"><c>credit</c>, <c>debit</c>, <c>prepaid</c>, or null.</param>
/// <param name="UsedFor">What it is charged for by itself, in the words of the page.</param>
/// <param name="Check">Its last check; null where there was none.</param>
/// <param name="Removal">What follows when it is removed, or why it stays.</param>
public sealed record CardLine(
    string Id, string Brand, string Last4, string Expires, ExpiryStanding Expiry, string? Funding, Instant Added, bool IsDefault, IReadOnlyList<string> UsedFor,
    CardCheckLine? Check, CardRemovalLine Removal)
{
    public string Label => $"{Brand} {Last4}";
}

/// <param name="Placed">When the hold was asked for.</param>
/// <param name="Ended">When it was let go or refused; null while it is open.</param>
/// <param name="Failure">Why the bank said no, in one sentence; null where it did not.</param>
public sealed record CardCheckLine(CardCheckStanding Standing, Amount Hold, Instant Placed, Instant? Ended, string? Failure);

/// <param name="Refused">Why it stays; null where it may go.</param>
/// <param name="Next">The card that is charged from then on; null where that does not change, or none is left.</param>
public sealed record CardRemovalLine(string? Refused, string? Next, bool EndsRefill, bool Last);
