using Billing.Units;

namespace Billing.Service.Ports;

/// <summary>Seam: the cards that the provider keeps for a customer, and the customer himself.</summary>
public interface ICardGateway
{
    /// <summary>Opens the provider's page on which a card is entered; nothing is charged (F5).</summary>
    Task<GatewayAnswer<CheckoutSession>> OpenCardPage(CardPageRequest request, string idempotencyKey, CancellationToken cancel);

    /// <summary>The card that was entered on a finished page; refused as <c>not_finished</c> while it is open.</summary>
    Task<GatewayAnswer<GatewayCard>> FindEnteredCard(string sessionId, CancellationToken cancel);

    /// <summary>Every card on file. Refused as <c>customer_deleted</c> where the customer is gone (F20).</summary>
    Task<GatewayAnswer<IReadOnlyList<GatewayCard>>> ListCards(string customerId, CancellationToken cancel);

    /// <summary>The card the provider charges by itself; null for none. Refused as <c>customer_deleted</c> where the customer is gone.</summary>
    Task<GatewayAnswer<string?>> FindDefaultCard(string customerId, CancellationToken cancel);

    /// <summary>Whether a card became the one the provider charges by itself after an instant; to the second.</summary>
    Task<GatewayAnswer<bool>> WasChosenAfter(string customerId, string card, Instant instant, CancellationToken cancel);

    /// <summary>Makes a card the one the provider charges by itself (subscriptions).</summary>
    Task<GatewayAnswer<bool>> SetDefaultCard(string customerId, string card, string idempotencyKey, CancellationToken cancel);

    /// <summary>Takes a card off file; one that is off already answers true.</summary>
    Task<GatewayAnswer<bool>> RemoveCard(string card, string idempotencyKey, CancellationToken cancel);

    /// <summary>Keeps an amount aside on a card without taking it (KO-32).</summary>
    Task<GatewayAnswer<CardCharge>> HoldOnCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel);

    /// <summary>The address of the provider's own pages for a customer: short-lived, made when it is asked for, never stored.</summary>
    Task<GatewayAnswer<string>> OpenSelfService(string customerId, string returnUrl, CancellationToken cancel);
}

/// <param name="SuccessUrl">Holds <c>{CHECKOUT_SESSION_ID}</c>.</param>
public sealed record CardPageRequest(AccountId Account, string CustomerId, Asset Currency, string SuccessUrl, string CancelUrl);

/// <param name="Id">What is charged.</param>
/// <param name="Customer">Null once it is off file.</param>
/// <param name="Brand">As the provider writes it: <c>visa</c>.</param>
/// <param name="Fingerprint">The same for one number however often it is saved.</param>
/// <param name="Funding"><c>credit</c>, <c>debit</c>, <c>prepaid</c> or <c>unknown</c>.</param>
public sealed record GatewayCard(string Id, string? Customer, string Brand, string Last4, int ExpiryYear, int ExpiryMonth, string? Fingerprint, string? Funding, Instant Created)
{
    /// <summary>For people: <c>Visa 4242</c>.</summary>
    public string Label => $"{char.ToUpperInvariant(Brand[0])}{Brand[1..]} {Last4}";
}
