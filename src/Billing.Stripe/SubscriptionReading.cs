using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>Stripe's subscriptions in our words. The portal's have one item.</summary>
internal static class SubscriptionReading
{
    public static GatewaySubscription Translate(Subscription subscription)
    {
        var item = Item(subscription);
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
            MinorUnits.ToAmount(checked((item.Price.UnitAmount ?? 0) * item.Quantity), item.Price.Currency),
            subscription.CancelAtPeriodEnd,
            subscription.LatestInvoiceId);
    }

    public static SubscriptionItem Item(Subscription subscription) => subscription.Items.Data[0];
}
