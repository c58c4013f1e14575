using Stripe;

namespace Billing.Gateway;

/// <summary>Tells Stripe where this portal listens. For the sandbox at start-up; a real endpoint is set up once by hand.</summary>
public sealed class WebhookRegistration(StripeConnection connection)
{
    private static readonly List<string> Listened =
    [
        EventTypes.CheckoutSessionCompleted, EventTypes.CheckoutSessionExpired,
        EventTypes.CheckoutSessionAsyncPaymentSucceeded, EventTypes.CheckoutSessionAsyncPaymentFailed,
        EventTypes.PaymentIntentSucceeded, EventTypes.PaymentIntentPaymentFailed,
        EventTypes.ChargeRefunded, EventTypes.RefundCreated, EventTypes.RefundUpdated, EventTypes.RefundFailed,
    ];

    /// <summary>
    /// Makes sure that exactly one endpoint has this address, and accepts its signature. A secret is told only once, so an
    /// endpoint whose secret is lost is replaced.
    /// </summary>
    /// <param name="url">Where webhooks are to be posted.</param>
    /// <param name="knownSecret">The secret kept from the first registration; null when there is none.</param>
    /// <param name="cancel">Cancels the calls.</param>
    /// <returns>The secret, to be kept.</returns>
    public async Task<string> Ensure(string url, string? knownSecret, CancellationToken cancel)
    {
        var endpoints = new WebhookEndpointService(connection.Client);
        var same = await endpoints.ListAutoPagingAsync(cancellationToken: cancel).Where(e => e.Url == url).ToListAsync(cancel);
        if (same.Count == 1 && knownSecret is not null)
        {
            connection.AcceptWebhooksSignedWith(knownSecret);
            return knownSecret;
        }

        foreach (var endpoint in same)
            await endpoints.DeleteAsync(endpoint.Id, cancellationToken: cancel);

        var created = await endpoints.CreateAsync(
            new WebhookEndpointCreateOptions { Url = url, EnabledEvents = Listened, ApiVersion = StripeConfiguration.ApiVersion },
            cancellationToken: cancel);
        connection.AcceptWebhooksSignedWith(created.Secret);
        return created.Secret;
    }
}
