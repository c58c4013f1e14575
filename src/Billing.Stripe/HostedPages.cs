using Billing.Service.Ports;
using Stripe.Checkout;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>What is asked of Stripe's hosted pages: to pay once, to enter a card, to subscribe.</summary>
internal static class HostedPages
{
    public static SessionCreateOptions ToPay(CheckoutRequest request)
    {
        var ours = Ours(request.Account, request.Payment);
        return new SessionCreateOptions
        {
            Mode = StripeNames.ModePayment,
            Customer = request.CustomerId,
            ClientReferenceId = request.Payment.ToString(),
            SuccessUrl = request.SuccessUrl,
            CancelUrl = request.CancelUrl,
            ExpiresAt = request.ExpiresAt?.ToDateTimeOffset().UtcDateTime,
            AllowPromotionCodes = request.PromotionCodes ? true : null,
            Metadata = ours,
            PaymentIntentData = new SessionPaymentIntentDataOptions
            {
                Description = request.ProductName,
                Metadata = ours,
                SetupFutureUsage = request.KeepCard ? StripeNames.OffSession : null,
            },
            LineItems =
            [
                new SessionLineItemOptions
                {
                    Quantity = 1,
                    PriceData = new SessionLineItemPriceDataOptions
                    {
                        Currency = Currency(request.Amount.Asset),
                        UnitAmount = MinorUnits.Of(request.Amount),
                        ProductData = new SessionLineItemPriceDataProductDataOptions
                        {
                            Name = request.ProductName,
                            Description = request.Description.Length == 0 ? null : request.Description,
                        },
                    },
                },
            ],
        };
    }

    public static SessionCreateOptions ToEnterACard(CardPageRequest request)
    {
        var ours = new Dictionary<string, string> { [StripeNames.MetadataAccount] = request.Account.ToString() };
        return new SessionCreateOptions
        {
            Mode = StripeNames.ModeSetup,
            Customer = request.CustomerId,
            Currency = Currency(request.Currency),
            PaymentMethodTypes = [StripeNames.MethodCard],
            SuccessUrl = request.SuccessUrl,
            CancelUrl = request.CancelUrl,
            Metadata = ours,
            SetupIntentData = new SessionSetupIntentDataOptions { Metadata = ours },
        };
    }

    /// <param name="price">Stripe's price.</param>
    /// <param name="coupon">Stripe's coupon for what the first payment is less; null for nothing.</param>
    public static SessionCreateOptions ToSubscribe(SubscribeRequest request, string price, string? coupon, string successUrl, string cancelUrl)
    {
        var ours = Ours(request.Account, request.Payment);
        return new SessionCreateOptions
        {
            Mode = StripeNames.ModeSubscription,
            Customer = request.CustomerId,
            ClientReferenceId = request.Payment.ToString(),
            SuccessUrl = successUrl,
            CancelUrl = cancelUrl,
            Metadata = ours,
            SubscriptionData = new SessionSubscriptionDataOptions { Metadata = ours },
            LineItems = [new SessionLineItemOptions { Price = price, Quantity = 1 }],
            Discounts = coupon is null ? null : [new SessionDiscountOptions { Coupon = coupon }],
        };
    }
}
