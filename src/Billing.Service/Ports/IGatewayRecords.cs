using Billing.Units;

namespace Billing.Service.Ports;

/// <summary>
/// Seam: what the provider has on record, read back for catching up and for reconciliation. Newest first, page by page; it
/// throws <see cref="GatewayAwayException"/> where the provider does not answer.
/// </summary>
public interface IGatewayRecords
{
    /// <summary>Events the portal listens to; the provider keeps them for 30 days.</summary>
    IAsyncEnumerable<GatewayEvent> Events(Instant since, CancellationToken cancel);

    IAsyncEnumerable<CheckoutSession> Checkouts(Instant since, CancellationToken cancel);

    IAsyncEnumerable<GatewayPayment> Payments(Instant since, CancellationToken cancel);

    IAsyncEnumerable<GatewayRefund> Refunds(Instant since, CancellationToken cancel);

    IAsyncEnumerable<GatewayDispute> Disputes(Instant since, CancellationToken cancel);

    IAsyncEnumerable<GatewayInvoice> Invoices(Instant since, CancellationToken cancel);

    IAsyncEnumerable<GatewaySubscription> Subscriptions(CancellationToken cancel);
}

/// <param name="Body">As a webhook would bring it.</param>
public sealed record GatewayEvent(string Id, string Type, Instant Created, ReadOnlyMemory<byte> Body);

/// <summary>The provider does not answer; nothing is known, and asking later is all one can do.</summary>
public sealed class GatewayAwayException(string message, Exception? inner = null) : Exception(message, inner);
