using Billing.Service.Access;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// Collects an order by the provider's subscription (F10, F13): begins one with the card on file, changes the one there
/// is, or opens the provider's page where there is no card. What comes of it is granted when its invoice is paid, never
/// here. A lost answer leaves the order open, and the same key asks again.
/// </summary>
public sealed class SubscribePlan(
    Writer writer, Customers customers, IMemberships memberships, ISubscriptionGateway gateway, SettlePlanInvoice settle, PlanPayment plans, PortalAddress address)
{
    // The provider forgets keys after a day: from then on the same key would buy once more.
    private static readonly TimeSpan KeysHold = TimeSpan.FromHours(23);

    public async Task<Outcome<PaymentState>> Run(PaymentId payment, CancellationToken cancel)
    {
        var order = await writer.Run(scope => Load(scope, payment), cancel);
        if (order.State != PaymentState.Created) return order.State;
        var customer = await customers.Of(order.Account, (await memberships.BillingMails(order.Account, cancel)) is [var mail, ..] ? mail : "", cancel);
        if (customer.Refusal is not null) return customer.Refusal;
        var request = new SubscribeRequest(payment, order.Account, customer.Value, order.Price, order.Off);
        if (order.Asked && order.Late) return await Look(payment, customer.Value, cancel);
        await writer.Run(scope => Asking(scope, payment), cancel);
        if (order.OnPage) return await OpenPage(request, order.Key, cancel);
        if (order.Card is null && order.Subscription is null) return await writer.Run(scope => Fail(scope, payment, "no_card"), cancel);
        if (order.Leftover is { } over && await gateway.End(over, $"{order.Key}:end", cancel) is not GatewayAnswer<GatewaySubscription>.Done) return Customers.NoAnswer;
        return await Heard(payment, customer.Value, await Ask(order, request, cancel), cancel);
    }

    private Task<GatewayAnswer<GatewaySubscription>> Ask(Order order, SubscribeRequest request, CancellationToken cancel) =>
        order.Subscription is { } known
            ? gateway.ChangeNow(known, request, order.Key, cancel)
            : gateway.Subscribe(request, order.Card!, order.Key, cancel);

    private async Task<Outcome<PaymentState>> Heard(PaymentId payment, string customer, GatewayAnswer<GatewaySubscription> answer, CancellationToken cancel)
    {
        switch (answer)
        {
            case GatewayAnswer<GatewaySubscription>.Done { Value: var subscription }:
                return await Settled(payment, subscription, cancel);
            case GatewayAnswer<GatewaySubscription>.Refused { Code: "idempotency_error" }:
                // Another card than the first time: what came of that first time decides.
                return await Look(payment, customer, cancel);
            case GatewayAnswer<GatewaySubscription>.Refused no:
                return await writer.Run(scope => Fail(scope, payment, no.Code), cancel);
            default:
                return Customers.NoAnswer;
        }
    }

    private async Task<Outcome<PaymentState>> Settled(PaymentId payment, GatewaySubscription subscription, CancellationToken cancel)
    {
        if (subscription.LatestInvoice is { } invoice && await settle.Run(invoice, cancel) is { } no) return no;
        return await writer.Run(scope => Outcome(Row(scope, payment).State), cancel);
    }

    /// <summary>Too late to ask again, or not to be asked the same way: what the provider has is all there is.</summary>
    private async Task<Outcome<PaymentState>> Look(PaymentId payment, string customer, CancellationToken cancel)
    {
        if (await gateway.SubscriptionsOf(customer, cancel) is not GatewayAnswer<IReadOnlyList<GatewaySubscription>>.Done { Value: var all }) return Customers.NoAnswer;
        return all.FirstOrDefault(one => one.Payment == payment && one.State != GatewaySubscriptionState.Incomplete) is { } found
            ? await Settled(payment, found, cancel)
            : await writer.Run(scope => Fail(scope, payment, "not_collected"), cancel);
    }

    private async Task<Outcome<PaymentState>> OpenPage(SubscribeRequest request, string key, CancellationToken cancel)
    {
        var answer = await gateway.OpenSubscribePage(
            request, address.Absolute("/billing/plan/return?session_id={CHECKOUT_SESSION_ID}"), address.Absolute("/billing/plan"), key, cancel);
        return answer switch
        {
            GatewayAnswer<CheckoutSession>.Done { Value: var session } => await writer.Run(scope => Opened(scope, request.Payment, session), cancel),
            GatewayAnswer<CheckoutSession>.Refused no => await writer.Run(scope => Fail(scope, request.Payment, no.Code), cancel),
            _ => Customers.NoAnswer,
        };
    }

    private static Outcome<PaymentState> Opened(WriteScope scope, PaymentId payment, CheckoutSession session)
    {
        var row = Row(scope, payment);
        if (row.State != PaymentState.Created) return row.State;
        (row.State, row.GatewaySession, row.GatewayCustomer) = (PaymentState.Open, session.Id, session.CustomerId);
        return row.State;
    }

    private Outcome<PaymentState> Fail(WriteScope scope, PaymentId payment, string failure)
    {
        var row = Row(scope, payment);
        if (row.State != PaymentState.Created) return row.State;
        (row.State, row.Failure) = (PaymentState.Failed, failure);
        plans.Failed(scope, row);
        return row.State;
    }

    private static bool Asking(WriteScope scope, PaymentId payment)
    {
        Row(scope, payment).LookedAt = scope.Now;
        return true;
    }

    private static Order Load(WriteScope scope, PaymentId payment)
    {
        var row = Row(scope, payment);
        var situation = PlanSituation.Of(scope, scope.Wallet(row.Account).Id)!;
        var quote = PlanOrders.QuoteOf(scope, row)!;
        var price = PlanPrices.Of(situation, situation.Book.Plan(quote.Plan)!, quote.Interval);
        var known = situation.Subscription.Row.GatewaySubscription;
        var collects = situation.Subscription.RenewsByProvider;
        return new(
            row.State, situation.Wallet.Id, row.IdempotencyKey, PlanOrders.IsOnPage(row), row.LookedAt is not null, scope.Now - row.Created > KeysHold,
            scope.Db.Customers.Find(row.Account)?.Card, collects ? known : null, collects ? null : known,
            price, price.Amount - new Amount(row.Amount, new Asset(row.Asset)));
    }

    private static PaymentRow Row(WriteScope scope, PaymentId payment) => scope.Db.Payments.Single(row => row.Id == payment);

    private static Outcome<PaymentState> Outcome(PaymentState state) => state;

    /// <param name="Asked">The provider was asked before; <paramref name="Late"/>: so long ago that the key may be forgotten.</param>
    /// <param name="Subscription">The one that collects now; null for none.</param>
    /// <param name="Leftover">One that ended here, which the provider may not have ended yet.</param>
    /// <param name="Off">What the first payment is less than the price.</param>
    private sealed record Order(
        PaymentState State, AccountId Account, string Key, bool OnPage, bool Asked, bool Late, string? Card, string? Subscription, string? Leftover, PlanPrice Price, Amount Off);
}
