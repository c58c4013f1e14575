using System.Net;
using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using Stripe.BillingPortal;
using static Billing.Gateway.StripeFields;
using Checkout = Stripe.Checkout;

namespace Billing.Gateway;

/// <summary>Cards by Stripe: entered on its own page, kept with the customer.</summary>
internal sealed class StripeCards(StripeConnection connection) : ICardGateway
{
    private StripeClient Client => connection.Client;

    public Task<GatewayAnswer<CheckoutSession>> OpenCardPage(CardPageRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(
            async () => SessionReading.Translate(await new Checkout.SessionService(Client).CreateAsync(HostedPages.ToEnterACard(request), Keyed(idempotencyKey), cancel)), cancel);

    public Task<GatewayAnswer<GatewayCard>> FindEnteredCard(string sessionId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var session = await new Checkout.SessionService(Client).GetAsync(
                sessionId, new Checkout.SessionGetOptions { Expand = SessionReading.Details }, cancellationToken: cancel);
            return session is { Status: StripeNames.SessionComplete, SetupIntent.PaymentMethod: { } entered }
                ? Translate(entered)
                : throw new RefusedException("not_finished", $"No card was entered on page {sessionId}, which is {session.Status}");
        }, cancel);

    public Task<GatewayAnswer<IReadOnlyList<GatewayCard>>> ListCards(string customerId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                var asked = new PaymentMethodListOptions { Customer = customerId, Type = StripeNames.MethodCard, Limit = 100 };
                return (IReadOnlyList<GatewayCard>)await new PaymentMethodService(Client).ListAutoPagingAsync(asked, cancellationToken: cancel)
                    .Select(Translate).ToListAsync(cancel);
            }
            catch (StripeException gone) when (gone.StripeError?.Code == StripeNames.ResourceMissing)
            {
                throw new RefusedException("customer_deleted", gone.Message);
            }
        }, cancel);

    public Task<GatewayAnswer<string?>> FindDefaultCard(string customerId, CancellationToken cancel) =>
        StripeAnswers.Ask(async () => await new CustomerService(Client).GetAsync(customerId, cancellationToken: cancel) is { Deleted: not true } customer
            ? customer.InvoiceSettings?.DefaultPaymentMethodId
            : throw new RefusedException("customer_deleted", $"Customer {customerId} is deleted"), cancel);

    public Task<GatewayAnswer<bool>> WasChosenAfter(string customerId, string card, Instant instant, CancellationToken cancel) =>
        StripeAnswers.Ask(() => DefaultCardHistory.WasChosenAfter(Client, customerId, card, instant, cancel), cancel);

    public Task<GatewayAnswer<bool>> SetDefaultCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            await new CustomerService(Client).UpdateAsync(
                customerId,
                new CustomerUpdateOptions { InvoiceSettings = new CustomerInvoiceSettingsOptions { DefaultPaymentMethod = card } },
                Keyed(idempotencyKey),
                cancel);
            return true;
        }, cancel);

    public Task<GatewayAnswer<bool>> RemoveCard(string card, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            try
            {
                await new PaymentMethodService(Client).DetachAsync(card, requestOptions: Keyed(idempotencyKey), cancellationToken: cancel);
            }
            catch (StripeException refused) when (refused.HttpStatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
            {
                if (await IsOnFile(card, cancel))
                    throw;
            }

            return true;
        }, cancel);

    public Task<GatewayAnswer<CardCharge>> HoldOnCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) =>
        StripeAnswers.Ask(() =>
        {
            var hold = CardCharges.Of(request);
            hold.CaptureMethod = StripeNames.CaptureByHand;
            return CardCharges.Confirm(Client, hold, idempotencyKey, cancel);
        }, cancel);

    public Task<GatewayAnswer<string>> OpenSelfService(string customerId, string returnUrl, CancellationToken cancel) =>
        StripeAnswers.Ask(async () =>
        {
            var pages = await new SessionService(Client).CreateAsync(
                new SessionCreateOptions { Customer = customerId, ReturnUrl = returnUrl }, cancellationToken: cancel);
            return StripeAnswers.Present(pages.Url, "url");
        }, cancel);

    private async Task<bool> IsOnFile(string card, CancellationToken cancel)
    {
        try
        {
            return (await new PaymentMethodService(Client).GetAsync(card, cancellationToken: cancel)).CustomerId is not null;
        }
        catch (StripeException gone) when (gone.StripeError?.Code == StripeNames.ResourceMissing)
        {
            return false;
        }
    }

    internal static GatewayCard Translate(PaymentMethod method) => new(
        method.Id,
        method.CustomerId,
        method.Card.Brand,
        method.Card.Last4,
        checked((int)method.Card.ExpYear),
        checked((int)method.Card.ExpMonth),
        method.Card.Fingerprint,
        method.Card.Funding,
        At(method.Created));
}
