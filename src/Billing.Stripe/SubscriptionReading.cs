using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>Stripe's subscriptions in our words. The portal's have one item.</summary>
internal static class SubscriptionReading
{
    public static async Task<GatewaySubscription> Read(IStripeClient client, string subscriptionId, CancellationToken cancel) =>
        await Translate(client, await new SubscriptionService(client).GetAsync(subscriptionId, cancellationToken: cancel), cancel);

    public static async Task<GatewaySubscription> Translate(IStripeClient client, Subscription subscription, CancellationToken cancel)
    {
        var item = Item(subscription);
        var next = await new PlannedChange(client).Next(subscription, cancel) ?? item.Price;
        return new GatewaySubscription(
            subscription.Id,
            subscription.CustomerId,
            subscription.Status switch
            {
                StripeNames.SubscriptionIncomplete => GatewaySubscriptionState.Incomplete,
                StripeNames.SubscriptionActive or StripeNames.SubscriptionTrialing => GatewaySubscriptionState.Active,
                StripeNames.SubscriptionCancelled or StripeNames.SubscriptionExpired => GatewaySubscriptionState.Ended,
                _ => GatewaySubscriptionState.PastDue,
            },
            PaymentIn(subscription.Metadata),
            new Period(At(item.CurrentPeriodStart), At(item.CurrentPeriodEnd)),
            MinorUnits.ToAmount(checked((next.UnitAmount ?? 0) * item.Quantity), next.Currency),
            subscription.CancelAtPeriodEnd,
            subscription.LatestInvoiceId);
    }

    public static SubscriptionItem Item(Subscription subscription) => subscription.Items.Data[0];
}
