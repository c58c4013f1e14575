using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using Stripe.Checkout;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>What Stripe has on record, in the largest pages it gives.</summary>
internal sealed class StripeRecords(StripeConnection connection) : IGatewayRecords
{
    private const long PageSize = 100;

    private StripeClient Client => connection.Client;

    public IAsyncEnumerable<GatewayEvent> Events(Instant since, CancellationToken cancel) => StripeAnswers.Records(EventPages(since, cancel), cancel);

    public IAsyncEnumerable<CheckoutSession> Checkouts(Instant since, CancellationToken cancel) => StripeAnswers.Records(
        new SessionService(Client).ListAutoPagingAsync(
            new SessionListOptions { Created = From(since), Limit = PageSize, Expand = InData(SessionReading.Details) }, cancellationToken: cancel)
        .Select(SessionReading.Translate), cancel);

    public IAsyncEnumerable<GatewayPayment> Payments(Instant since, CancellationToken cancel) => StripeAnswers.Records(
        new PaymentIntentService(Client).ListAutoPagingAsync(
            new PaymentIntentListOptions { Created = From(since), Limit = PageSize, Expand = InData(PaymentReading.Details) }, cancellationToken: cancel)
        .Select(async (PaymentIntent intent, CancellationToken cancelled) => await PaymentReading.Translate(Client, intent, cancelled)), cancel);

    public IAsyncEnumerable<GatewayRefund> Refunds(Instant since, CancellationToken cancel) => StripeAnswers.Records(
        new RefundService(Client).ListAutoPagingAsync(new RefundListOptions { Created = From(since), Limit = PageSize }, cancellationToken: cancel)
        .Where(r => r.PaymentIntentId is not null)
        .Select(PaymentReading.Translate), cancel);

    public IAsyncEnumerable<GatewayDispute> Disputes(Instant since, CancellationToken cancel) => StripeAnswers.Records(
        new DisputeService(Client).ListAutoPagingAsync(new DisputeListOptions { Created = From(since), Limit = PageSize }, cancellationToken: cancel)
        .Where(d => d.PaymentIntentId is not null)
        .Select(PaymentReading.Translate), cancel);

    public IAsyncEnumerable<GatewayInvoice> Invoices(Instant since, CancellationToken cancel) => StripeAnswers.Records(
        new InvoiceService(Client).ListAutoPagingAsync(
            new InvoiceListOptions { Created = From(since), Limit = PageSize, Expand = InData(InvoiceReading.Details) }, cancellationToken: cancel)
        .Select(async (Invoice invoice, CancellationToken cancelled) => await InvoiceReading.Translate(Client, invoice, cancelled)), cancel);

    public IAsyncEnumerable<GatewaySubscription> Subscriptions(CancellationToken cancel) => StripeAnswers.Records(
        new SubscriptionService(Client).ListAutoPagingAsync(
            new SubscriptionListOptions { Status = StripeNames.AnyStatus, Limit = PageSize }, cancellationToken: cancel)
        .Select(async (Subscription subscription, CancellationToken cancelled) => await SubscriptionReading.Translate(Client, subscription, cancelled)), cancel);

    /// <summary>In a list every expansion begins at its items.</summary>
    private static List<string> InData(IEnumerable<string> details) => [.. details.Select(d => "data." + d)];

    /// <summary>Page by page by hand: the body of an event is what Stripe wrote, not what the client made of it.</summary>
    private async IAsyncEnumerable<GatewayEvent> EventPages(Instant since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var asked = new EventListOptions { Created = From(since), Limit = PageSize };
        while (true)
        {
            var page = await new EventService(Client).ListAsync(asked, cancellationToken: cancel);
            using var answer = JsonDocument.Parse(page.StripeResponse.Content);
            foreach (var (happened, body) in page.Data.Zip(answer.RootElement.GetProperty("data").EnumerateArray()))
            {
                if (ListenedEvents.All.Contains(happened.Type))
                    yield return new GatewayEvent(happened.Id, happened.Type, At(happened.Created), Encoding.UTF8.GetBytes(body.GetRawText()));
            }

            if (!page.HasMore || page.Data.Count == 0)
                yield break;
            asked.StartingAfter = page.Data[^1].Id;
        }
    }
}
