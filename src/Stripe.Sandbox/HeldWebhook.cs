namespace Stripe.Sandbox;

/// <summary>A delivery that is held back.</summary>
/// <param name="EventId">evt_…</param>
/// <param name="Type">Such as invoice.paid.</param>
/// <param name="Url">Whom it is for.</param>
public sealed record HeldWebhook(string EventId, string Type, string Url);
