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

    /// <summary>Reads a payment back as it is now; what the ledger believes comes only from here.</summary>
    Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel);

    /// <summary>The payment of an order whose answer was lost for longer than the provider keeps keys; null where there is none (F9).</summary>
    Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel);

    /// <summary>Calls a payment off, or lets go of what was held; one that is over answers as it is.</summary>
    Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel);

    /// <summary>Sends money of a payment back to the payer (F15).</summary>
    /// <param name="reference">Of ours; travels as metadata.</param>
    Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel);

    Task<GatewayAnswer<GatewayDispute>> FindDispute(string disputeId, CancellationToken cancel);

    /// <summary>Checks signature, tolerance and mode of a webhook body. No I/O.</summary>
    /// <param name="body">The raw bytes as they arrived.</param>
    /// <param name="signature">The signature header, or null.</param>
    WebhookNotice? VerifyWebhook(ReadOnlyMemory<byte> body, string? signature, out string? rejectedBecause);

    /// <summary>Reads the notice out of a body that was verified before (inbox replay). No I/O.</summary>
    WebhookNotice ReadWebhook(ReadOnlyMemory<byte> body);
}

public sealed record NewCustomer(AccountId Account, string Name, string Email);

/// <param name="Id">What is charged.</param>
/// <param name="Label">For people: <c>Visa 4242</c>.</param>
public sealed record SavedCard(string Id, string Label)
{
    /// <summary>All of it; null where the provider named only brand and number.</summary>
    public GatewayCard? Details { get; init; }

    /// <summary>What is known; an expiry that is not stands as year 0, until the provider is asked for its cards.</summary>
    public GatewayCard Describe(Instant now)
    {
        if (Details is { } details) return details;
        var number = Label.LastIndexOf(' ') + 1;
        return new(Id, null, Label[..number].Trim().ToLowerInvariant(), Label[number..], 0, 0, null, null, now);
    }
}

/// <param name="Payment">Our order; travels as metadata.</param>
/// <param name="Card">A <see cref="SavedCard.Id"/>.</param>
/// <param name="Amount">Money, whole minor units, above 0.</param>
public sealed record CardChargeRequest(PaymentId Payment, AccountId Account, string CustomerId, string Card, Amount Amount, string Description);

/// <summary>A charge the provider took.</summary>
/// <param name="Pending">The bank has not answered yet.</param>
/// <param name="PaymentIntent">The provider's payment id.</param>
public sealed record CardCharge(bool Pending, string PaymentIntent, string? Method);
