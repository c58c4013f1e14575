using Stripe;

namespace Billing.Gateway;

/// <summary>Tells Stripe where this portal listens. For the sandbox at start-up; a real endpoint is set up once by hand.</summary>
public sealed class WebhookRegistration(StripeConnection connection)
{
    /// <summary>
    /// Makes sure that exactly one endpoint has this address and accepts its signature. A secret is told only once, so an
    /// endpoint whose secret is not known is replaced, as is one that is told of other events than the portal listens to;
    /// the one we had at another address is removed.
    /// </summary>
    /// <param name="url">Where webhooks are to be posted.</param>
    /// <param name="kept">What the last call answered; null when there was none.</param>
    /// <param name="cancel">Cancels the calls.</param>
    /// <returns>The registration, to be kept secret and given back next time.</returns>
    public async Task<string> Ensure(string url, string? kept, CancellationToken cancel)
    {
        var endpoints = new WebhookEndpointService(connection.Client);
        var (ourId, secret) = Read(kept);
        var found = await endpoints.ListAutoPagingAsync(cancellationToken: cancel).Where(e => e.Url == url || e.Id == ourId).ToListAsync(cancel);
        var ours = found.Find(e => e.Url == url && e.Id == ourId && secret.Length > 0 && ListenedEvents.All.SetEquals(e.EnabledEvents));
        foreach (var other in found.Where(e => e != ours))
            await endpoints.DeleteAsync(other.Id, cancellationToken: cancel);
        if (ours is not null)
        {
            connection.AcceptWebhooksSignedWith(secret);
            return kept!;
        }

        var created = await endpoints.CreateAsync(
            new WebhookEndpointCreateOptions { Url = url, EnabledEvents = [.. ListenedEvents.All], ApiVersion = StripeConfiguration.ApiVersion },
            cancellationToken: cancel);
        connection.AcceptWebhooksSignedWith(created.Secret);
        return $"{created.Id} {created.Secret}";
    }

    /// <summary>A secret alone would not do: it must be the one of the endpoint that is found. An id alone names the endpoint to be replaced.</summary>
    private static (string? Id, string Secret) Read(string? kept) => kept?.Split(' ') switch
    {
        [var id, var secret] => (id, secret),
        [var id] => (id, string.Empty),
        _ => (null, string.Empty),
    };
}
