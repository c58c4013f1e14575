using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>A payment provider with nothing on record; what a test needs is overridden.</summary>
public class SilentRecords : IGatewayRecords
{
    public virtual IAsyncEnumerable<GatewayEvent> Events(Instant since, CancellationToken cancel) => AsyncEnumerable.Empty<GatewayEvent>();

    public virtual IAsyncEnumerable<CheckoutSession> Checkouts(Instant since, CancellationToken cancel) => AsyncEnumerable.Empty<CheckoutSession>();

    public virtual IAsyncEnumerable<GatewayPayment> Payments(Instant since, CancellationToken cancel) => AsyncEnumerable.Empty<GatewayPayment>();

    public virtual IAsyncEnumerable<GatewayRefund> Refunds(Instant since, CancellationToken cancel) => AsyncEnumerable.Empty<GatewayRefund>();

    public virtual IAsyncEnumerable<GatewayDispute> Disputes(Instant since, CancellationToken cancel) => AsyncEnumerable.Empty<GatewayDispute>();

    public virtual IAsyncEnumerable<GatewayInvoice> Invoices(Instant since, CancellationToken cancel) => AsyncEnumerable.Empty<GatewayInvoice>();

    public virtual IAsyncEnumerable<GatewaySubscription> Subscriptions(CancellationToken cancel) => AsyncEnumerable.Empty<GatewaySubscription>();
}
