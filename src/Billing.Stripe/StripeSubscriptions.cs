using System.Net;
using Billing.Service.Ports;
using Stripe;
using Stripe.Checkout;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>Subscriptions by Stripe, without its prorations: every change asks for what our quote said.</summary>
internal sealed class StripeSubscriptions(StripeConnection connection) : ISubscriptionGateway
{
    private StripeClient Client => connection.Client;

    private SubscriptionService Subscriptions => new(Client);

    private PlanPrices Prices => new(Client);

    private PlannedChange Planned => new(Client);

    public Task<GatewayAnswer<CheckoutSession>> OpenSubscribePage(SubscribeRequest request, string successUrl, string cancelUrl, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var page = HostedPages.ToSubscribe(
                request, await Prices.PriceOf(request.Price, cancel), await Prices.CouponOf(request.Payment, request.Off, cancel), successUrl, cancelUrl);
            return SessionReading.Translate(await new SessionService(Client).CreateAsync(page, Keyed(idempotencyKey), cancel));
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> Subscribe(SubscribeRequest request, string card, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var asked = new SubscriptionCreateOptions
            {
                Customer = request.CustomerId,
                DefaultPaymentMethod = card,
                Items = [new SubscriptionItemOptions { Price = await Prices.PriceOf(request.Price, cancel) }],
                PaymentBehavior = StripeNames.OrRefuse,
                OffSession = true,
                Metadata = Ours(request.Account, request.Payment),
            };
            if (await Prices.CouponOf(request.Payment, request.Off, cancel) is { } coupon)
                asked.Discounts = [new SubscriptionDiscountOptions { Coupon = coupon }];
            return await Translate(await Subscriptions.CreateAsync(asked, Keyed(idempotencyKey), cancel), cancel);
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> ChangeNow(string subscriptionId, SubscribeRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var present = await Find(subscriptionId, cancel);
            var asked = ToPrice(present, await Prices.PriceOf(request.Price, cancel));
            asked.BillingCycleAnchor = SubscriptionBillingCycleAnchor.Now;
            asked.PaymentBehavior = StripeNames.OrRefuse;
            asked.OffSession = true;
            asked.CancelAtPeriodEnd = false;
            asked.Metadata = Ours(request.Account, request.Payment);
            if (await Prices.CouponOf(request.Payment, request.Off, cancel) is { } coupon)
                asked.Discounts = [new SubscriptionDiscountOptions { Coupon = coupon }];
            await Subscriptions.UpdateAsync(subscriptionId, asked, Keyed(idempotencyKey), cancel);
            // Only now: had the bank refused, the earlier wish would still stand.
            await Planned.Forget(present, cancel);
            return await SubscriptionReading.Read(Client, subscriptionId, cancel);
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> ChangeAtRenewal(string subscriptionId, PlanPrice price, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var present = await Find(subscriptionId, cancel);
            var wished = await Prices.PriceOf(price, cancel);
            if (SubscriptionReading.Item(present).Price.Recurring.Interval == PlanPrices.Interval(price.Interval))
            {
                await Planned.Forget(present, cancel);
                return await Translate(await Subscriptions.UpdateAsync(subscriptionId, ToPrice(present, wished), Keyed(idempotencyKey), cancel), cancel);
            }

            await Planned.Plan(present, wished, price, idempotencyKey, cancel);
            return await SubscriptionReading.Read(Client, subscriptionId, cancel);
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> SetEndsWithPeriod(string subscriptionId, bool ends, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            // What ends has no renewal at which to change.
            if (ends)
                await Planned.Forget(await Find(subscriptionId, cancel), cancel);
            return await Translate(
                await Subscriptions.UpdateAsync(subscriptionId, new SubscriptionUpdateOptions { CancelAtPeriodEnd = ends }, Keyed(idempotencyKey), cancel), cancel);
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> End(string subscriptionId, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                return await Translate(await Subscriptions.CancelAsync(subscriptionId, requestOptions: Keyed(idempotencyKey), cancellationToken: cancel), cancel);
            }
            catch (StripeException over) when (over.HttpStatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
            {
                // Stripe no longer lets one that has ended be cancelled, but still shows it.
                return await SubscriptionReading.Read(Client, subscriptionId, cancel);
            }
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> FindSubscription(string subscriptionId, CancellationToken cancel) =>
        StripeAnswers.Ask(() => SubscriptionReading.Read(Client, subscriptionId, cancel), cancel);

    public Task<GatewayAnswer<IReadOnlyList<GatewaySubscription>>> SubscriptionsOf(string customerId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () => (IReadOnlyList<GatewaySubscription>)await Subscriptions.ListAutoPagingAsync(
            new SubscriptionListOptions { Customer = customerId, Status = StripeNames.AnyStatus, Limit = 100 }, cancellationToken: cancel)
            .Select(async (Subscription subscription, CancellationToken cancelled) => await Translate(subscription, cancelled))
            .ToListAsync(cancel), cancel);

    public Task<GatewayAnswer<GatewayInvoice>> FindInvoice(string invoiceId, CancellationToken cancel) =>
        StripeAnswers.Ask(() => InvoiceReading.Read(Client, invoiceId, cancel), cancel);

    public Task<GatewayAnswer<GatewayInvoice>> PayInvoice(string invoiceId, string card, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                await new InvoiceService(Client).PayAsync(
                    invoiceId, new InvoicePayOptions { PaymentMethod = card, OffSession = true }, Keyed(idempotencyKey), cancel);
            }
            catch (StripeException settled) when (settled.HttpStatusCode == HttpStatusCode.BadRequest)
            {
                if (!(await InvoiceReading.Read(Client, invoiceId, cancel)).Paid)
                    throw;
            }

            return await InvoiceReading.Read(Client, invoiceId, cancel);
        }, cancel);

    private Task<Subscription> Find(string subscriptionId, CancellationToken cancel) => Subscriptions.GetAsync(subscriptionId, cancellationToken: cancel);

    private Task<GatewaySubscription> Translate(Subscription subscription, CancellationToken cancel) => SubscriptionReading.Translate(Client, subscription, cancel);

    /// <summary>The one item gets the new price; naming its id keeps Stripe from adding a second one beside it.</summary>
    private static SubscriptionUpdateOptions ToPrice(Subscription subscription, string price) => new()
    {
        Items = [new SubscriptionItemOptions { Id = SubscriptionReading.Item(subscription).Id, Price = price }],
        ProrationBehavior = StripeNames.NoProration,
    };
}
