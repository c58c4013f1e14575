using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using Stripe.Checkout;

namespace Billing.Gateway;

/// <summary>The payment gateway by Stripe: Checkout's hosted page, read back before anything is believed.</summary>
internal sealed class StripeGateway(StripeConnection connection, StripeWebhooks webhooks) : IPaymentGateway
{
    private static readonly List<string> SessionDetails = ["payment_intent.payment_method"];

    public Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var created = await new CustomerService(connection.Client).CreateAsync(
                new CustomerCreateOptions
                {
                    Name = customer.Name,
                    Email = customer.Email,
                    Metadata = new() { [StripeNames.MetadataAccount] = customer.Account.ToString() },
                },
                Keyed(idempotencyKey),
                cancel);
            return created.Id;
        }, cancel);

    public Task<GatewayAnswer<CheckoutSession>> OpenCheckout(CheckoutRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () => Translate(await new SessionService(connection.Client).CreateAsync(Options(request), Keyed(idempotencyKey), cancel)), cancel);

    public Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel) =>
        StripeAnswers.Ask(() => Read(sessionId, cancel), cancel);

    public Task<GatewayAnswer<CheckoutSession>> ExpireCheckout(string sessionId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                return Translate(await new SessionService(connection.Client).ExpireAsync(sessionId, cancellationToken: cancel));
            }
            catch (StripeException refused) when (refused.HttpStatusCode == System.Net.HttpStatusCode.BadRequest)
            {
                // Paid or expired in the meantime: say what it is now.
                return await Read(sessionId, cancel);
            }
        }, cancel);

    public Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var kept = await new PaymentMethodService(connection.Client).AttachAsync(
                card, new PaymentMethodAttachOptions { Customer = customerId }, Keyed(idempotencyKey), cancel);
            return new SavedCard(kept.Id, Method(kept.Card) ?? kept.Id);
        }, cancel);

    public Task<GatewayAnswer<CardCharge>> ChargeCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var taken = await new PaymentIntentService(connection.Client).CreateAsync(
                new PaymentIntentCreateOptions
                {
                    Amount = MinorUnits.Of(request.Amount),
                    Currency = request.Amount.Asset.Code.ToLowerInvariant(),
                    Customer = request.CustomerId,
                    PaymentMethod = request.Card,
                    PaymentMethodTypes = [StripeNames.MethodCard],
                    Confirm = true,
                    OffSession = true,
                    Description = request.Description,
                    Metadata = Ours(request.Account, request.Payment),
                },
                Keyed(idempotencyKey),
                cancel);
            return new CardCharge(taken.Status == StripeNames.IntentProcessing, taken.Id, null);
        }, cancel);

    public Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel) => throw new NotSupportedException();

    public Task<GatewayAnswer<GatewayDispute>> FindDispute(string disputeId, CancellationToken cancel) => throw new NotSupportedException();

    public WebhookNotice? VerifyWebhook(ReadOnlyMemory<byte> body, string? signature, out string? rejectedBecause) =>
        webhooks.Verify(body, signature, out rejectedBecause);

    public WebhookNotice ReadWebhook(ReadOnlyMemory<byte> body) => StripeWebhooks.Read(body);

    private async Task<CheckoutSession> Read(string sessionId, CancellationToken cancel) =>
        Translate(await new SessionService(connection.Client).GetAsync(sessionId, new SessionGetOptions { Expand = SessionDetails }, cancellationToken: cancel));

    private static RequestOptions Keyed(string idempotencyKey) => new() { IdempotencyKey = idempotencyKey };

    private static Dictionary<string, string> Ours(AccountId account, PaymentId payment) => new()
    {
        [StripeNames.MetadataAccount] = account.ToString(),
        [StripeNames.MetadataPayment] = payment.ToString(),
    };

    private static SessionCreateOptions Options(CheckoutRequest request)
    {
        var ours = Ours(request.Account, request.Payment);
        return new SessionCreateOptions
        {
            Mode = StripeNames.ModePayment,
            Customer = request.CustomerId,
            ClientReferenceId = request.Payment.ToString(),
            SuccessUrl = request.SuccessUrl,
            CancelUrl = request.CancelUrl,
            Metadata = ours,
            PaymentIntentData = new SessionPaymentIntentDataOptions { Description = request.ProductName, Metadata = ours },
            LineItems =
            [
                new SessionLineItemOptions
                {
                    Quantity = 1,
                    PriceData = new SessionLineItemPriceDataOptions
                    {
                        Currency = request.Amount.Asset.Code.ToLowerInvariant(),
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

    private static CheckoutSession Translate(Session session)
    {
        var complete = session.Status == StripeNames.SessionComplete;
        return new CheckoutSession(
            session.Id,
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
            MinorUnits.ToAmount(session.AmountTotal ?? 0, session.Currency),
            session.CustomerId,
            session.ClientReferenceId,
            Method(session.PaymentIntent?.PaymentMethod?.Card),
            Instant.From(new DateTimeOffset(session.ExpiresAt, TimeSpan.Zero)));
    }

    private static string? Method(PaymentMethodCard? card) =>
        card is null ? null : $"{char.ToUpperInvariant(card.Brand[0])}{card.Brand[1..]} {card.Last4}";
}
