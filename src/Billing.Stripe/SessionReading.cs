using Billing.Service.Ports;
using Stripe;
using Stripe.Checkout;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>A hosted page's session in our words.</summary>
internal static class SessionReading
{
    /// <summary>What has to be expanded to know card and payer.</summary>
    public static List<string> Details => ["payment_intent.payment_method", "setup_intent.payment_method"];

    public static async Task<CheckoutSession> Read(IStripeClient client, string sessionId, CancellationToken cancel) =>
        Translate(await new SessionService(client).GetAsync(sessionId, new SessionGetOptions { Expand = Details }, cancellationToken: cancel));

    public static CheckoutSession Translate(Session session)
    {
        var complete = session.Status == StripeNames.SessionComplete;
        return new CheckoutSession(
            StripeAnswers.Present(session.Id, "id"),
            session.Url,
            session.Status switch
            {
                StripeNames.SessionComplete => CheckoutState.Complete,
                StripeNames.SessionExpired => CheckoutState.Expired,
                _ => CheckoutState.Open,
            },
            Paid: complete && session.PaymentStatus is StripeNames.Paid or StripeNames.NothingToPay,
            Pending: complete && session.PaymentStatus == StripeNames.Unpaid,
            session.PaymentIntentId,
            InMoney(session, session.AmountTotal ?? 0),
            session.CustomerId,
            session.ClientReferenceId,
            Label(session.PaymentIntent?.PaymentMethod?.Card ?? session.SetupIntent?.PaymentMethod?.Card),
            At(session.ExpiresAt))
        {
            Mode = session.Mode switch
            {
                StripeNames.ModeSetup => CheckoutMode.Card,
                StripeNames.ModeSubscription => CheckoutMode.Subscription,
                _ => CheckoutMode.Payment,
            },
            Discount = InMoney(session, session.TotalDetails?.AmountDiscount ?? 0),
            Subscription = session.SubscriptionId,
            Invoice = session.InvoiceId,
            Card = session.SetupIntent?.PaymentMethodId,
            Created = At(session.Created),
        };
    }

    /// <summary>A page for a card has no amounts, and where it was made elsewhere no currency either.</summary>
    private static Units.Amount InMoney(Session session, long minor) => MinorUnits.ToAmount(minor, session.Currency ?? Currency(Units.Asset.Usd));
}
