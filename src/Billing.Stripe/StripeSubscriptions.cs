using Billing.Service.Ports;

namespace Billing.Gateway;

/// <summary>Subscriptions by Stripe.</summary>
internal sealed class StripeSubscriptions : ISubscriptionGateway
{
    public Task<GatewayAnswer<CheckoutSession>> OpenSubscribePage(SubscribeRequest request, string successUrl, string cancelUrl, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewaySubscription>> Subscribe(SubscribeRequest request, string card, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewaySubscription>> ChangeNow(string subscriptionId, SubscribeRequest request, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewaySubscription>> ChangeAtRenewal(string subscriptionId, PlanPrice price, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewaySubscription>> SetEndsWithPeriod(string subscriptionId, bool ends, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewaySubscription>> End(string subscriptionId, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewaySubscription>> FindSubscription(string subscriptionId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<IReadOnlyList<GatewaySubscription>>> SubscriptionsOf(string customerId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayInvoice>> FindInvoice(string invoiceId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayInvoice>> PayInvoice(string invoiceId, string card, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();
}
