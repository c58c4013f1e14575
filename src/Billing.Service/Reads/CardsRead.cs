using Billing.PriceBooks;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Reads;

/// <summary>An account's cards, with what uses them and what follows when one is removed.</summary>
public sealed class CardsRead(Writer writer, BillingReader reader, BillingClock clock)
{
    /// <summary>Null where there is no such account.</summary>
    public async Task<CardsView?> Read(AccountId account, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return null;
        await using var db = reader.OpenContext();
        return await Task.Run(() => Of(CardsOnFile.Of(db, wallet.Account, writer.Books.At(wallet.PriceBook, clock.Now).Book, clock.Now)), cancel);
    }

    /// <summary>The default card where its last month is over; null otherwise.</summary>
    public async Task<string?> Expired(AccountId account, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return null;
        await using var db = reader.OpenContext();
        var card = await db.Cards.FirstOrDefaultAsync(row => row.RemovedAt == null && db.Customers.Any(customer => customer.Account == wallet.Account && customer.Card == row.Card), cancel);
        return card is not null && CardExpiry.Standing(card, clock.Now) == ExpiryStanding.Over ? CardWords.Label(card) : null;
    }

    private static CardsView Of(CardsOnFile file) => new(
        file.Now, [.. file.Cards.Select(card => Line(file, card))], file.Book.CardCheck?.Hold, file.Customer?.Validation ?? AccountValidation.None,
        file.Customer?.DeletedAt is not null, file.PlanNeedingCard?.Name);

    private static CardLine Line(CardsOnFile file, CardRow card) => new(
        card.Card, CardWords.Brand(card.Brand), card.Last4, CardWords.Expiry(card), CardExpiry.Standing(card, file.Now), card.Funding, card.Added, file.IsDefault(card),
        file.IsDefault(card) ? [.. UsesOfDefault(file)] : [], Check(file, card), Removal(file, card));

    private static IEnumerable<string> UsesOfDefault(CardsOnFile file)
    {
        if (file.PaidPlan is { } plan) yield return $"{plan.Name} plan";
        if (file.Book.Wallet.Funding == FundingMode.Postpaid) yield return "invoices";
        if (file.HasRefill) yield return "auto-refill";
    }

    private static CardCheckLine? Check(CardsOnFile file, CardRow card) => file.CheckOf(card.Card) is { } check
        ? new(file.StandingOf(card), new(check.Amount, new Asset(check.Asset)), check.Created,
            check.State is PaymentState.Cancelled or PaymentState.Failed ? check.LookedAt : null, check.State == PaymentState.Failed ? BankWords.Of(check.Failure) : null)
        : null;

    private static CardRemovalLine Removal(CardsOnFile file, CardRow card)
    {
        var decided = CardRemoval.Decide(file, card);
        return decided.Refusal is { } no
            ? new(no.Message, null, false, false)
            : new(null, decided.Value.Next is { } next ? CardWords.Label(next) : null, decided.Value.EndsRefill, decided.Value.Last);
    }
}
