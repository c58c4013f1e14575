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
/// its network, taken off, or chosen as the one to charge there is so here, too (F19).
/// </summary>
public sealed class SyncCards(Writer writer, ICardGateway cards, CardErrands errands)
{
    /// <summary>For whom a notice is about; null when there is nothing more to do.</summary>
    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) =>
        await writer.Run(scope => Owner(scope, notice), cancel) is { } account ? (await Run(account, cancel)).Refusal : null;

    public async Task<Outcome<CustomerStanding>> Run(AccountId account, CancellationToken cancel)
    {
        if (await writer.Run(scope => Load(scope, account), cancel) is not { } known) return CustomerStanding.None;
        var listed = await cards.ListCards(known.Customer, cancel);
        if (listed is not GatewayAnswer<IReadOnlyList<GatewayCard>>.Done { Value: var there }) return await NotListed(account, known, listed, cancel);
        var chosen = await cards.FindDefaultCard(known.Customer, cancel);
        if (chosen is not GatewayAnswer<string?>.Done { Value: var theirs }) return await NotListed(account, known, chosen, cancel);
        if (await writer.Run(scope => Compare(scope, account, known, there, theirs), cancel) is not { } errand) return CustomerStanding.Known;
        return await errands.Run(errand, cancel) is { } open ? open : CustomerStanding.Known;
    }

    private async Task<Outcome<CustomerStanding>> NotListed<T>(AccountId account, KnownCards known, GatewayAnswer<T> answer, CancellationToken cancel)
    {
        switch (answer)
        {
            case GatewayAnswer<T>.Refused { Code: CustomerDeleted }:
                await writer.Run(scope => Delete(scope, account, known.Customer), cancel);
                return CustomerStanding.Deleted;
            case GatewayAnswer<T>.Refused no:
                return new Refusal(no.Code, "The cards on file could not be read.");
            default:
                return Customers.NoAnswer;
        }
    }

    /// <summary>A card that is off names no customer: our row does. Null for what is not of ours.</summary>
    private static AccountId? Owner(WriteScope scope, WebhookNotice notice)
    {
        var customer = notice.Subject == NoticeSubject.Customer ? notice.Id : notice.Customer;
        var account = scope.Db.Customers.FirstOrDefault(row => row.GatewayCustomer == customer)?.Account ?? scope.Db.Cards.Find(notice.Id)?.Account;
        return account is { } number ? scope.Wallet(number).Id : null;
    }

    /// <summary>The customer to ask for, and the cards that can be missing from the answer: one that is saved meanwhile is not among them.</summary>
    private static KnownCards? Load(WriteScope scope, AccountId account) =>
        scope.Find(account) is { } wallet && CardFile.Of(scope, wallet.Account) is { Customer: { DeletedAt: null } customer } file
            ? new(customer.GatewayCustomer, [.. file.Cards.Cards.Select(card => card.Card)], (customer.Card, customer.GatewayCard))
            : null;

    private static CardErrand? Compare(WriteScope scope, AccountId account, KnownCards known, IReadOnlyList<GatewayCard> listed, string? theirs)
    {
        var file = CardFile.Of(scope, scope.Find(account)!.Account)!;
        if (file.Customer.GatewayCustomer != known.Customer) return null;
        // Somebody chose here while the provider was asked: what it said is older than that.
        var isNews = known.Default == (file.Customer.Card, file.Customer.GatewayCard);
        foreach (var card in listed.OrderBy(card => card.Created)) file.Keep(card, asDefault: false);
        // Before anything goes: who took his card off there may have chosen the next one there, too.
        if (isNews) file.FollowDefault(theirs);
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

    /// <param name="Default">Ours, and the one the provider was last known to have.</param>
    private sealed record KnownCards(string Customer, IReadOnlyList<string> Cards, (string? Ours, string? Theirs) Default);
}
