using System.Net;
using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using Stripe.Checkout;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>The payment gateway by Stripe: Checkout's hosted page, read back before anything is believed.</summary>
internal sealed class StripeGateway(StripeConnection connection, StripeWebhooks webhooks) : IPaymentGateway
{
    private StripeClient Client => connection.Client;

    public Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var created = await new CustomerService(Client).CreateAsync(
                new CustomerCreateOptions
                {
                    Name = customer.Name,
                    Email = customer.Email,
                    Metadata = new() { [StripeNames.MetadataAccount] = customer.Account.ToString() },
                },
                Keyed(idempotencyKey),
                cancel);
            return StripeAnswers.Present(created.Id, "id");
        }, cancel);

    public Task<GatewayAnswer<CheckoutSession>> OpenCheckout(CheckoutRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(
            async () => SessionReading.Translate(await new SessionService(Client).CreateAsync(HostedPages.ToPay(request), Keyed(idempotencyKey), cancel)), cancel);

    public Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel) =>
        StripeAnswers.Ask(() => SessionReading.Read(Client, sessionId, cancel), cancel);

    public Task<GatewayAnswer<CheckoutSession>> ExpireCheckout(string sessionId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                return SessionReading.Translate(await new SessionService(Client).ExpireAsync(sessionId, cancellationToken: cancel));
            }
            catch (StripeException refused) when (refused.HttpStatusCode == HttpStatusCode.BadRequest)
            {
                // Paid or expired in the meantime: say what it is now.
                return await SessionReading.Read(Client, sessionId, cancel);
            }
        }, cancel);

    public Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var kept = await new PaymentMethodService(Client).AttachAsync(
                card, new PaymentMethodAttachOptions { Customer = customerId }, Keyed(idempotencyKey), cancel);
            return new SavedCard(kept.Id, Label(kept.Card) ?? kept.Id) { Details = StripeCards.Translate(kept) };
        }, cancel);

    public Task<GatewayAnswer<CardCharge>> ChargeCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(() => CardCharges.Confirm(Client, CardCharges.Of(request), idempotencyKey, cancel), cancel);

    public Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel) =>
        StripeAnswers.Ask(() => PaymentReading.Read(Client, paymentIntent, cancel), cancel);

    public Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var asked = new PaymentIntentListOptions { Customer = customerId, Created = From(since), Limit = 100 };
            var ours = await new PaymentIntentService(Client).ListAutoPagingAsync(asked, cancellationToken: cancel)
                .Where(p => PaymentIn(p.Metadata) == payment).ToListAsync(cancel);
            // One that took money, or still may, outweighs any that were tried later.
            var found = ours.Find(p => p.Status == StripeNames.IntentSucceeded)
                ?? ours.Find(p => p.Status is StripeNames.IntentProcessing or StripeNames.IntentHeld)
                ?? ours.FirstOrDefault();
            return found is null ? null : (GatewayPayment?)await PaymentReading.Read(Client, found.Id, cancel);
        }, cancel);

    public Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                await new PaymentIntentService(Client).CancelAsync(paymentIntent, requestOptions: Keyed(idempotencyKey), cancellationToken: cancel);
            }
            catch (StripeException over) when (over.HttpStatusCode == HttpStatusCode.BadRequest)
            {
                // Succeeded, cancelled or with the bank: say what it is now.
            }

            return await PaymentReading.Read(Client, paymentIntent, cancel);
        }, cancel);

    public Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () => PaymentReading.Translate(await new RefundService(Client).CreateAsync(
            new RefundCreateOptions
            {
                PaymentIntent = paymentIntent,
                Amount = MinorUnits.Of(amount),
                Metadata = new() { [StripeNames.MetadataReference] = reference },
            },
            Keyed(idempotencyKey),
            cancel)), cancel);

    public Task<GatewayAnswer<GatewayDispute>> FindDispute(string disputeId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () => PaymentReading.Translate(await new DisputeService(Client).GetAsync(disputeId, cancellationToken: cancel)), cancel);

    public WebhookNotice? VerifyWebhook(ReadOnlyMemory<byte> body, string? signature, out string? rejectedBecause) =>
        webhooks.Verify(body, signature, out rejectedBecause);

    public WebhookNotice ReadWebhook(ReadOnlyMemory<byte> body) => StripeWebhooks.Read(body);
}
