using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>The cards of the same provider, with its moods where money is held.</summary>
internal sealed class YearCards(YearBank bank) : ICardGateway
{
    public Task<GatewayAnswer<CardCharge>> HoldOnCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) => bank.Hold(request, idempotencyKey);

    public Task<GatewayAnswer<bool>> SetDefaultCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<bool>>(new GatewayAnswer<bool>.Done(true));

    public Task<GatewayAnswer<bool>> RemoveCard(string card, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<CheckoutSession>> OpenCardPage(CardPageRequest request, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayCard>> FindEnteredCard(string sessionId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<IReadOnlyList<GatewayCard>>> ListCards(string customerId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<string?>> FindDefaultCard(string customerId, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<string?>>(new GatewayAnswer<string?>.Done(null));

    public Task<GatewayAnswer<bool>> WasChosenAfter(string customerId, string card, Instant instant, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<string>> OpenSelfService(string customerId, string returnUrl, CancellationToken cancel) => throw new NotSupportedException();
}
