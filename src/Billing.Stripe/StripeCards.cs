using Billing.Service.Ports;

namespace Billing.Gateway;

/// <summary>Cards by Stripe.</summary>
internal sealed class StripeCards : ICardGateway
{
    public Task<GatewayAnswer<CheckoutSession>> OpenCardPage(CardPageRequest request, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayCard>> FindEnteredCard(string sessionId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<IReadOnlyList<GatewayCard>>> ListCards(string customerId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<bool>> SetDefaultCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<bool>> RemoveCard(string card, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<CardCharge>> HoldOnCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<string>> OpenSelfService(string customerId, string returnUrl, CancellationToken cancel) => throw new NotSupportedException();
}
