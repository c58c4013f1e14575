using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>What a look at the provider showed.</summary>
public enum CustomerStanding : byte
{
    /// <summary>The provider knows no customer of the account.</summary>
    None,
    Known,

    /// <summary>He was deleted there; the next payment or card makes a new one (F20).</summary>
    Deleted,
}

/// <summary>
/// Compares our cards with those at the provider, whatever event said that something changed: what was added, renewed by
/// its network, or taken off there is so here, too (F19).
/// </summary>
public sealed class SyncCards(Writer writer, ICardGateway cards, CardErrands errands)
{
    public async Task<Outcome<CustomerStanding>> Run(AccountId account, CancellationToken cancel)
    {
        if (await writer.Run(scope => Load(scope, account), cancel) is not { } known) return CustomerStanding.None;
        switch (await cards.ListCards(known.Customer, cancel))
        {
            case GatewayAnswer<IReadOnlyList<GatewayCard>>.Done listed:
                if (await writer.Run(scope => Compare(scope, account, known, listed.Value), cancel) is not { } errand) return CustomerStanding.Known;
                return await errands.Run(errand, cancel) is { } open ? open : CustomerStanding.Known;
            case GatewayAnswer<IReadOnlyList<GatewayCard>>.Refused { Code: CustomerDeleted }:
                await writer.Run(scope => Delete(scope, account, known.Customer), cancel);
                return CustomerStanding.Deleted;
            case GatewayAnswer<IReadOnlyList<GatewayCard>>.Refused no:
                return new Refusal(no.Code, "The cards on file could not be read.");
            default:
                return Customers.NoAnswer;
        }
    }

    /// <summary>The customer to ask for, and the cards that can be missing from the answer: one that is saved meanwhile is not among them.</summary>
    private static KnownCards? Load(WriteScope scope, AccountId account) =>
        scope.Find(account) is { } wallet && CardFile.Of(scope, wallet.Account) is { Customer.DeletedAt: null } file
            ? new(file.Customer.GatewayCustomer, [.. file.Cards.Cards.Select(card => card.Card)])
            : null;

    private static CardErrand? Compare(WriteScope scope, AccountId account, KnownCards known, IReadOnlyList<GatewayCard> listed)
    {
        var file = CardFile.Of(scope, scope.Find(account)!.Account)!;
        if (file.Customer.GatewayCustomer != known.Customer) return null;
        foreach (var card in listed.OrderBy(card => card.Created)) file.Keep(card, asDefault: false);
        var there = listed.Select(card => card.Id).ToHashSet();
        foreach (var gone in known.Cards.Where(card => !there.Contains(card)).Select(file.Cards.Find).OfType<Storage.CardRow>())
        {
            var wasDefault = file.Cards.IsDefault(gone);
            file.Remove(gone, detach: false);
            CardMails.Gone(scope, gone, file.Customer, wasDefault);
        }

        return file.Errand;
    }

    private static bool Delete(WriteScope scope, AccountId account, string customer)
    {
        var file = CardFile.Of(scope, scope.Find(account)!.Account)!;
        if (file.Customer.GatewayCustomer != customer || file.Customer.DeletedAt is not null) return false;
        file.Delete();
        CardMails.CustomerDeleted(scope, file.Customer.Account, customer);
        return true;
    }

    private const string CustomerDeleted = "customer_deleted";

    private sealed record KnownCards(string Customer, IReadOnlyList<string> Cards);
}
