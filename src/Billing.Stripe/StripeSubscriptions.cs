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
            return SubscriptionReading.Translate(await Subscriptions.CreateAsync(asked, Keyed(idempotencyKey), cancel));
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> ChangeNow(string subscriptionId, SubscribeRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var asked = await ToPrice(subscriptionId, request.Price, cancel);
            asked.BillingCycleAnchor = SubscriptionBillingCycleAnchor.Now;
            asked.PaymentBehavior = StripeNames.OrRefuse;
            asked.OffSession = true;
            asked.CancelAtPeriodEnd = false;
            asked.Metadata = Ours(request.Account, request.Payment);
            if (await Prices.CouponOf(request.Payment, request.Off, cancel) is { } coupon)
                asked.Discounts = [new SubscriptionDiscountOptions { Coupon = coupon }];
            return SubscriptionReading.Translate(await Subscriptions.UpdateAsync(subscriptionId, asked, Keyed(idempotencyKey), cancel));
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> ChangeAtRenewal(string subscriptionId, PlanPrice price, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(
            async () => SubscriptionReading.Translate(
                await Subscriptions.UpdateAsync(subscriptionId, await ToPrice(subscriptionId, price, cancel), Keyed(idempotencyKey), cancel)),
            cancel);

    public Task<GatewayAnswer<GatewaySubscription>> SetEndsWithPeriod(string subscriptionId, bool ends, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(
            async () => SubscriptionReading.Translate(
                await Subscriptions.UpdateAsync(subscriptionId, new SubscriptionUpdateOptions { CancelAtPeriodEnd = ends }, Keyed(idempotencyKey), cancel)),
            cancel);

    public Task<GatewayAnswer<GatewaySubscription>> End(string subscriptionId, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                return SubscriptionReading.Translate(await Subscriptions.CancelAsync(subscriptionId, requestOptions: Keyed(idempotencyKey), cancellationToken: cancel));
            }
            catch (StripeException over) when (over.HttpStatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
            {
                // Stripe no longer lets one that has ended be cancelled, but still shows it.
                return SubscriptionReading.Translate(await Subscriptions.GetAsync(subscriptionId, cancellationToken: cancel));
            }
        }, cancel);

    public Task<GatewayAnswer<GatewaySubscription>> FindSubscription(string subscriptionId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () => SubscriptionReading.Translate(await Subscriptions.GetAsync(subscriptionId, cancellationToken: cancel)), cancel);

    public Task<GatewayAnswer<IReadOnlyList<GatewaySubscription>>> SubscriptionsOf(string customerId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () => (IReadOnlyList<GatewaySubscription>)await Subscriptions.ListAutoPagingAsync(
            new SubscriptionListOptions { Customer = customerId, Status = StripeNames.AnyStatus, Limit = 100 }, cancellationToken: cancel)
            .Select(SubscriptionReading.Translate).ToListAsync(cancel), cancel);

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

    /// <summary>The one item gets the new price; naming its id keeps Stripe from adding a second one beside it.</summary>
    private async Task<SubscriptionUpdateOptions> ToPrice(string subscriptionId, PlanPrice price, CancellationToken cancel)
    {
        var item = SubscriptionReading.Item(await Subscriptions.GetAsync(subscriptionId, cancellationToken: cancel));
        return new SubscriptionUpdateOptions
        {
            Items = [new SubscriptionItemOptions { Id = item.Id, Price = await Prices.PriceOf(price, cancel) }],
            ProrationBehavior = StripeNames.NoProration,
        };
    }
}
