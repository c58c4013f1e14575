using Billing.Units;

namespace Billing.Service.Ports;

/// <summary>
/// Seam: the payment provider. Calls that change something carry an idempotency key of ours, written to the database
/// before the call. A lost answer is <see cref="GatewayAnswer{T}.Unknown"/>, never a refusal: the same key is tried again.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Makes the provider's customer for an account; answers its id.</summary>
    Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel);

    /// <summary>Opens a hosted payment page for one purchase.</summary>
    Task<GatewayAnswer<CheckoutSession>> OpenCheckout(CheckoutRequest request, string idempotencyKey, CancellationToken cancel);

    /// <summary>Reads a session back as it is now; what the ledger believes comes only from here.</summary>
    Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel);

    /// <summary>Closes an open session; a session that is no longer open answers as it is.</summary>
    Task<GatewayAnswer<CheckoutSession>> ExpireCheckout(string sessionId, CancellationToken cancel);

    /// <summary>Keeps a card with the customer, to be charged later. Refused where the bank says no.</summary>
    /// <param name="card">The provider's name of a card that was entered on its own page.</param>
    Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel);

    /// <summary>Charges a kept card with nobody present. Refused with the bank's reason where it says no.</summary>
    Task<GatewayAnswer<CardCharge>> ChargeCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel);

    /// <summary>Checks signature, tolerance and mode of a webhook body. No I/O.</summary>
    /// <param name="body">The raw bytes as they arrived.</param>
    /// <param name="signature">The signature header, or null.</param>
    WebhookNotice? VerifyWebhook(ReadOnlyMemory<byte> body, string? signature, out string? rejectedBecause);

    /// <summary>Reads the notice out of a body that was verified before (inbox replay). No I/O.</summary>
    WebhookNotice ReadWebhook(ReadOnlyMemory<byte> body);
}

/// <summary>What came of a call.</summary>
public abstract record GatewayAnswer<T>
{
    private GatewayAnswer() { }

    /// <summary>Done; this is the provider's object now.</summary>
    public sealed record Done(T Value) : GatewayAnswer<T>;

    /// <summary>A definite no; nothing happened.</summary>
    /// <param name="Code">The provider's code (<c>card_declined</c>, <c>resource_missing</c>).</param>
    /// <param name="Message">For the operator; never shown to the payer as it is.</param>
    public sealed record Refused(string Code, string Message) : GatewayAnswer<T>;

    /// <summary>Nobody knows: time-out, reset, 5xx. Ask again with the same key, or look.</summary>
    public sealed record Unknown(string Detail) : GatewayAnswer<T>;
}

public sealed record NewCustomer(AccountId Account, string Name, string Email);

/// <param name="Payment">Our order; travels as client reference and metadata, and is looked up by us on the way back.</param>
/// <param name="Amount">Money, whole minor units.</param>
/// <param name="SuccessUrl">Holds <c>{CHECKOUT_SESSION_ID}</c>.</param>
public sealed record CheckoutRequest(
    PaymentId Payment, AccountId Account, string CustomerId, Amount Amount, string ProductName, string Description, string SuccessUrl, string CancelUrl);

/// <param name="Id">What is charged.</param>
/// <param name="Label">For people: <c>Visa 4242</c>.</param>
public sealed record SavedCard(string Id, string Label);

/// <param name="Payment">Our order; travels as metadata.</param>
/// <param name="Card">A <see cref="SavedCard.Id"/>.</param>
/// <param name="Amount">Money, whole minor units, above 0.</param>
public sealed record CardChargeRequest(PaymentId Payment, AccountId Account, string CustomerId, string Card, Amount Amount, string Description);

/// <summary>A charge the provider took.</summary>
/// <param name="Pending">The bank has not answered yet.</param>
/// <param name="PaymentIntent">The provider's payment id.</param>
public sealed record CardCharge(bool Pending, string PaymentIntent, string? Method);

public enum CheckoutState : byte { Open = 1, Complete = 2, Expired = 3 }

/// <param name="Paid">True only when the provider says the money is captured (or none is required).</param>
/// <param name="Pending">Complete, but a delayed method has not settled yet.</param>
/// <param name="PaymentIntent">The provider's payment id: the natural key of the grant.</param>
/// <param name="Total">What the payer pays.</param>
/// <param name="Method">For people: <c>Visa 4242</c>; null until known.</param>
public sealed record CheckoutSession(
    string Id, string? Url, CheckoutState State, bool Paid, bool Pending, string? PaymentIntent, Amount Total,
    string? CustomerId, string? ClientReference, string? Method, Instant ExpiresAt);

/// <summary>A verified webhook, in our words.</summary>
/// <param name="EventId">The provider's event id: the inbox row's key.</param>
/// <param name="Type">The provider's event type.</param>
/// <param name="CheckoutSession">The session it is about, where it is about one.</param>
/// <param name="PaymentIntent">The payment it is about, where it is about one.</param>
public sealed record WebhookNotice(string EventId, string Type, Instant Created, string? CheckoutSession, string? PaymentIntent);
