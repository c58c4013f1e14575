using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>A payment provider that was not made for any call: those that a test needs are overridden, any other one is a fault of the test.</summary>
public abstract class SilentGateway : IPaymentGateway
{
    public virtual Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<CheckoutSession>> OpenCheckout(CheckoutRequest request, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<CheckoutSession>> ExpireCheckout(string sessionId, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<CardCharge>> ChargeCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public virtual Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel) =>
        throw new NotSupportedException();

    public virtual Task<GatewayAnswer<GatewayDispute>> FindDispute(string disputeId, CancellationToken cancel) => throw new NotSupportedException();

    public WebhookNotice? VerifyWebhook(ReadOnlyMemory<byte> body, string? signature, out string? rejectedBecause) => throw new NotSupportedException();

    public WebhookNotice ReadWebhook(ReadOnlyMemory<byte> body) => throw new NotSupportedException();
}
