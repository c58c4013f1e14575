using Billing.Service.Access;
using Billing.Service.Flows.Refills;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>
/// Takes a card off file, as far as <see cref="CardRemoval"/> allows it. It is decided and done in one transaction, so two
/// removals at once leave a card where one is needed; the provider follows.
/// </summary>
public sealed class RemoveCard(Writer writer, IMemberships memberships, CardErrands errands)
{
    /// <returns>What followed.</returns>
    public async Task<Outcome<RemovedCard>> Run(Actor actor, AccountId account, string card, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var removed = await writer.Run(scope => Remove(scope, actor, account, card), cancel);
        if (removed.Refusal is not null) return removed.Refusal;
        if (removed.Value.Errand is { } errand) await errands.Run(errand, cancel);
        return removed.Value.Removed;
    }

    private static Outcome<Removal> Remove(WriteScope scope, Actor actor, AccountId account, string card)
    {
        if (scope.Find(account) is not { } wallet || scope.Db.Cards.Find(card) is not { } row || row.Account != wallet.Account || CardFile.Of(scope, wallet.Account) is not { } file)
            return new Refusal("not_found", "There is no such card.");
        // Pressed twice, or gone by itself in between: it is as wanted.
        if (file.Cards.Find(card) is null) return new Removal(new(CardWords.Label(row), file.Customer.CardLabel, false), null);
        var decided = CardRemoval.Decide(file.Cards, row);
        if (decided.Refusal is not null) return decided.Refusal;
        file.Remove(row, detach: true);
        if (decided.Value.EndsRefill) StopRefill.WithTheCard(scope, wallet.Account, actor);
        return new Removal(new(CardWords.Label(row), file.Customer.CardLabel, decided.Value.EndsRefill), file.Errand);
    }

    private sealed record Removal(RemovedCard Removed, CardErrand? Errand);
}

/// <param name="Label">Of the card that is gone.</param>
/// <param name="Default">The one that is charged now; null for none.</param>
/// <param name="RefillEnded">Automatic refill is off now.</param>
public sealed record RemovedCard(string Label, string? Default, bool RefillEnded);
