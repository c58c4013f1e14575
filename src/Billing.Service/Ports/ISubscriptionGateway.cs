using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Service.Ports;

/// <summary>
/// Seam: subscriptions that the provider times and collects (design section 9). What a change costs comes from our quote,
/// never from the provider's proration: a change asks for the whole new price at once, less what the quote takes off.
/// </summary>
public interface ISubscriptionGateway
{
    /// <summary>Opens the provider's page on which a customer without a card subscribes (F10).</summary>
    Task<GatewayAnswer<CheckoutSession>> OpenSubscribePage(SubscribeRequest request, string successUrl, string cancelUrl, string idempotencyKey, CancellationToken cancel);

    /// <summary>Subscribes with the card on file, charged at once. Refused with the bank's reason, and then there is no subscription.</summary>
    Task<GatewayAnswer<GatewaySubscription>> Subscribe(SubscribeRequest request, string card, string idempotencyKey, CancellationToken cancel);

    /// <summary>Begins a new period of another plan now and charges it at once (F13). Refused with the bank's reason, and then nothing has changed.</summary>
    Task<GatewayAnswer<GatewaySubscription>> ChangeNow(string subscriptionId, SubscribeRequest request, string idempotencyKey, CancellationToken cancel);

    /// <summary>What the next renewal is to charge; nothing is charged now (F14). The present plan again takes the wish back.</summary>
    Task<GatewayAnswer<GatewaySubscription>> ChangeAtRenewal(string subscriptionId, PlanPrice price, string idempotencyKey, CancellationToken cancel);

    /// <summary>Ends with the period, or no longer does (F14).</summary>
    Task<GatewayAnswer<GatewaySubscription>> SetEndsWithPeriod(string subscriptionId, bool ends, string idempotencyKey, CancellationToken cancel);

    /// <summary>Ends now; one that has ended answers as it is.</summary>
    Task<GatewayAnswer<GatewaySubscription>> End(string subscriptionId, string idempotencyKey, CancellationToken cancel);

    Task<GatewayAnswer<GatewaySubscription>> FindSubscription(string subscriptionId, CancellationToken cancel);

    /// <summary>Of a customer, those that have ended included, newest first.</summary>
    Task<GatewayAnswer<IReadOnlyList<GatewaySubscription>>> SubscriptionsOf(string customerId, CancellationToken cancel);

    Task<GatewayAnswer<GatewayInvoice>> FindInvoice(string invoiceId, CancellationToken cancel);

    /// <summary>Asks for an invoice that is open once more, from the card given; a paid one answers as it is.</summary>
    Task<GatewayAnswer<GatewayInvoice>> PayInvoice(string invoiceId, string card, string idempotencyKey, CancellationToken cancel);
}

/// <param name="Book">The price book's id; with plan, interval and amount the name under which the provider finds the price again.</param>
/// <param name="Amount">For one period, in whole minor units.</param>
public sealed record PlanPrice(string Book, string Plan, string PlanName, BillingInterval Interval, Amount Amount);

/// <param name="Payment">Our order; travels as metadata of the subscription and is looked up by us on the way back.</param>
/// <param name="Off">What the first payment is less than the price, by code or credit on account; zero for nothing.</param>
public sealed record SubscribeRequest(PaymentId Payment, AccountId Account, string CustomerId, PlanPrice Price, Amount Off);

/// <summary>How the provider's subscription stands.</summary>
public enum GatewaySubscriptionState : byte
{
    /// <summary>The first payment is not made yet.</summary>
    Incomplete = 1,
    Active = 2,

    /// <summary>A renewal could not be collected; the provider tries again.</summary>
    PastDue = 3,

    /// <summary>It has ended; it never comes back from here.</summary>
    Ended = 4,
}

/// <param name="Payment">Our order of the last payment asked for at once; null where the metadata names none.</param>
/// <param name="Price">What one period costs at the next renewal.</param>
/// <param name="EndsWithPeriod">It is not renewed.</param>
/// <param name="LatestInvoice">Id of it.</param>
public sealed record GatewaySubscription(
    string Id, string CustomerId, GatewaySubscriptionState State, PaymentId? Payment, Period Period, Amount Price, bool EndsWithPeriod, string? LatestInvoice);

/// <summary>Why the provider made an invoice.</summary>
public enum GatewayInvoiceReason : byte
{
    Other = 0,
    FirstPeriod = 1,
    Renewal = 2,
    Change = 3,
}

/// <param name="Payment">Our order, from the subscription's metadata at the time of the invoice; null where it names none.</param>
/// <param name="Paid">Wholly; also true where nothing was due.</param>
/// <param name="Open">It can still be paid.</param>
/// <param name="Period">Of its line: what it pays for.</param>
/// <param name="PaymentIntent">The payment that settled it or was tried last; null where nothing was due.</param>
/// <param name="Attempts">How often the provider tried.</param>
/// <param name="NextAttempt">Null for no more.</param>
/// <param name="Failure">The bank's reason for the last refusal.</param>
public sealed record GatewayInvoice(
    string Id, string CustomerId, string? Subscription, PaymentId? Payment, GatewayInvoiceReason Reason, Amount Total, bool Paid, bool Open,
    Period Period, string? PaymentIntent, int Attempts, Instant? NextAttempt, string? Failure, string? Method, Instant Created);
