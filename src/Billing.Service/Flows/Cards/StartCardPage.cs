using Billing.Service.Access;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>A page on which a card is entered.</summary>
public sealed record StartedCardPage(string Session, string Url);

/// <summary>
/// Opens the provider's page on which a card is entered; nothing is charged there. Whose page it is, and whether the card
/// is to become the default, is noted under the session, since who comes back may be a webhook.
/// </summary>
public sealed class StartCardPage(
    Writer writer, IMemberships memberships, Customers customers, ICardGateway cards, SyncCards sync, PortalAddress address, BillingClock clock)
{
    /// <param name="asDefault">The card is to be charged from then on.</param>
    /// <param name="mail">For the provider's customer record.</param>
    /// <param name="key">Made when the page is shown: pressing twice opens one page.</param>
    public async Task<Outcome<StartedCardPage>> Run(Actor actor, AccountId account, bool asDefault, string mail, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var opened = await Open(account, mail, $"card-page:{key}", cancel);
        // Deleted there without our knowing: the page opens for a new customer.
        if (opened.Refusal?.Code == Unavailable.Code && await sync.Run(account, cancel) is { IsAccepted: true, Value: CustomerStanding.Deleted })
            opened = await Open(account, mail, $"card-page:{key}:again", cancel);
        if (opened.Refusal is null) await writer.Run(scope => CardPages.Note(scope, actor, account, opened.Value.Session, asDefault), cancel);
        return opened;
    }

    private async Task<Outcome<StartedCardPage>> Open(AccountId account, string mail, string key, CancellationToken cancel)
    {
        var customer = await customers.Of(account, mail, cancel);
        if (customer.Refusal is not null) return customer.Refusal;
        var request = new CardPageRequest(
            account, customer.Value, CurrencyOf(account), address.Absolute("/billing/payment-methods/return?session_id={CHECKOUT_SESSION_ID}"),
            address.Absolute("/billing/payment-methods?cancelled=1"));
        return await cards.OpenCardPage(request, key, cancel) switch
        {
            GatewayAnswer<CheckoutSession>.Done { Value: { Url: { } url } session } => new StartedCardPage(session.Id, url),
            GatewayAnswer<CheckoutSession>.Unknown => Customers.NoAnswer,
            _ => Unavailable,
        };
    }

    private Asset CurrencyOf(AccountId account) => writer.Books.At(writer.Find(account)!.PriceBook, clock.Now).Book.Currency;

    private static readonly Refusal Unavailable = new("card_page_unavailable", "The page for a card could not be opened. Nothing has changed.");
}
