using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Audit;

/// <summary>What the payment provider has on record, of its objects made since an instant.</summary>
public sealed record ProviderBooks(
    Instant Since,
    IReadOnlyList<GatewayEvent> Events,
    IReadOnlyList<CheckoutSession> Checkouts,
    IReadOnlyList<GatewayPayment> Payments,
    IReadOnlyList<GatewayRefund> Refunds,
    IReadOnlyList<GatewayDispute> Disputes,
    IReadOnlyList<GatewayInvoice> Invoices,
    IReadOnlyList<GatewaySubscription> Subscriptions,
    IReadOnlyCollection<string> MissingCustomers);

/// <summary>What the portal has on record, all of it.</summary>
/// <param name="Names">Of accounts, by number.</param>
/// <param name="KnownEvents">Ids of events that were received or caught up with.</param>
public sealed record PortalBooks(
    IReadOnlyList<PaymentRow> Payments,
    IReadOnlyList<GrantRow> Grants,
    IReadOnlyList<RefundRow> Refunds,
    IReadOnlyList<DisputeRow> Disputes,
    IReadOnlyList<SubscriptionRow> Subscriptions,
    IReadOnlyList<CustomerRow> Customers,
    IReadOnlyDictionary<int, string> Names,
    IReadOnlySet<string> KnownEvents);

/// <summary>Something one side says and the other does not.</summary>
/// <param name="Code">Stable: <c>payment_not_credited</c>.</param>
/// <param name="Subject">The provider's id, or ours where it has none.</param>
/// <param name="Sentence">For an operator.</param>
public sealed record Difference(string Code, string Subject, string Sentence);

/// <summary>What came of a comparison.</summary>
/// <param name="Foreign">Payments of the provider's account that are none of this portal's.</param>
public sealed record ProviderMatch(IReadOnlyList<Difference> Differences, int Payments, int Refunds, int Disputes, int Invoices, int Events, int Foreign);
