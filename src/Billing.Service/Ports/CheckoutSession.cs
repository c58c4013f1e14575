using Billing.Units;

namespace Billing.Service.Ports;

/// <param name="Payment">Our order; travels as client reference and metadata, and is looked up by us on the way back.</param>
/// <param name="Amount">Money, whole minor units.</param>
/// <param name="SuccessUrl">Holds <c>{CHECKOUT_SESSION_ID}</c>.</param>
/// <param name="KeepCard">The card is kept for later charges.</param>
/// <param name="PromotionCodes">A code of the provider's may be entered on the page.</param>
/// <param name="ExpiresAt">30 minutes to 24 hours from now; null for the longest.</param>
public sealed record CheckoutRequest(
    PaymentId Payment, AccountId Account, string CustomerId, Amount Amount, string ProductName, string Description, string SuccessUrl, string CancelUrl,
    bool KeepCard = false, bool PromotionCodes = false, Instant? ExpiresAt = null);

public enum CheckoutState : byte { Open = 1, Complete = 2, Expired = 3 }

/// <summary>What a hosted page is for.</summary>
public enum CheckoutMode : byte { Payment = 1, Card = 2, Subscription = 3 }

/// <param name="Paid">True only when the provider says the money is captured (or none is required).</param>
/// <param name="Pending">Complete, but a delayed method has not settled yet.</param>
/// <param name="PaymentIntent">The provider's payment id: the natural key of the grant; null where nothing was to pay.</param>
/// <param name="Total">What the payer pays.</param>
/// <param name="Discount">What codes entered on the page took off.</param>
/// <param name="Subscription">Id of the subscription that began with it.</param>
/// <param name="Invoice">Id of the invoice it paid.</param>
/// <param name="Card">Id of the card that was saved, in mode <see cref="CheckoutMode.Card"/>.</param>
/// <param name="Method">For people: <c>Visa 4242</c>; null until known.</param>
public sealed record CheckoutSession(
    string Id, string? Url, CheckoutState State, bool Paid, bool Pending, string? PaymentIntent, Amount Total,
    string? CustomerId, string? ClientReference, string? Method, Instant ExpiresAt)
{
    public CheckoutMode Mode { get; init; } = CheckoutMode.Payment;
    public Amount Discount { get; init; } = Amount.Zero(Total.Asset);
    public string? Subscription { get; init; }
    public string? Invoice { get; init; }
    public string? Card { get; init; }
    public Instant Created { get; init; }
}
