using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Gateway;

/// <summary>What Stripe has on record.</summary>
internal sealed class StripeRecords : IGatewayRecords
{
    public IAsyncEnumerable<GatewayEvent> Events(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<CheckoutSession> Checkouts(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewayPayment> Payments(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewayRefund> Refunds(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewayDispute> Disputes(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewayInvoice> Invoices(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewaySubscription> Subscriptions(CancellationToken cancel) => throw new NotSupportedException();
}
