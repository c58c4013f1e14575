namespace Stripe.Sandbox;

/// <content>Webhooks from behind: endpoints are named by id or by address.</content>
public sealed partial class SandboxServer
{
    /// <summary>Deliveries that no receiver has accepted yet, those waiting for another attempt included; those held back are not.</summary>
    public long UndeliveredWebhooks => _control.Undelivered();

    /// <summary>What is held back, in the order it happened.</summary>
    public IReadOnlyList<HeldWebhook> HeldWebhooks => _webhooks.Held();

    /// <summary>The signing secret of the endpoint with this address, for a host that runs the sandbox itself; null when there is none.</summary>
    public string? WebhookSecretOf(string url) => _control.WebhookSecretOf(url);

    /// <summary>From now on deliveries are collected instead of sent: to one endpoint, or to all, those registered later included.</summary>
    public void HoldWebhooks(string? endpoint = null) => _webhooks.Hold(endpoint);

    /// <summary>Sends what was held and holds no more; answers how many.</summary>
    /// <param name="order">Event ids or types in the order wished; what is not named follows as it happened.</param>
    /// <param name="endpoint">Only this endpoint's; null is all.</param>
    /// <param name="keepHolding">Goes on collecting what happens from now on.</param>
    public int ReleaseWebhooks(IReadOnlyList<string>? order = null, string? endpoint = null, bool keepHolding = false) => _webhooks.Release(order ?? [], endpoint, keepHolding);

    /// <summary>Makes deliveries to one endpoint go wrong; a new <see cref="WebhookDisturbance"/> ends it.</summary>
    public void DisturbWebhooks(string endpoint, WebhookDisturbance disturbance) => _webhooks.Disturb(endpoint, disturbance);

    /// <summary>A new signing secret, which it answers; until the overlap is over every delivery carries a signature by each.</summary>
    public string RollWebhookSecret(string endpoint, TimeSpan overlap) => _webhooks.RollSecret(endpoint, overlap);

    /// <summary>Delivers an event again, under the same id, to every endpoint that listens; answers how many deliveries that makes.</summary>
    public int Redeliver(string eventId, int times = 1) => _webhooks.Redeliver(eventId, times);

    /// <summary>Delivers again everything that happened in a time of the sandbox's clock, both ends included, in its order.</summary>
    public int ReplayEvents(DateTimeOffset from, DateTimeOffset to) => _webhooks.Replay(from, to);

    /// <summary>What happened since then by the sandbox's clock, as JSON, oldest first.</summary>
    public IReadOnlyList<string> EventsSince(DateTimeOffset from, string? type = null) => _webhooks.EventsSince(from, type);
}
