using System.Text.Json;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Webhooks;

namespace Stripe.Sandbox.Control;

/// <summary>Deliveries made late, twice, in another order, or not at all. Endpoints are named by id or address.</summary>
internal sealed class WebhookControl(SandboxDatabase database, Action changed)
{
    private const int Everything = 100_000;

    public void Hold(string? endpoint) => database.Run(state => SetHeld(state, endpoint, true));

    /// <summary>Delivers what was held: first what the order names by event id or type, then the rest as it happened.</summary>
    public int Release(IReadOnlyList<string> order, string? endpoint, bool keepHolding)
    {
        var released = database.Run(state =>
        {
            var of = endpoint is null ? null : Endpoint(state, endpoint).Text("id");
            var held = state.Deliveries.HeldBack().Where(d => of is null || d.EndpointId == of).ToList();
            var types = held.ToDictionary(d => d.Id, d => state.Objects.Find(d.EventId)!.Text("type")!);
            int Place(Delivery delivery)
            {
                var place = order.ToList().FindIndex(o => o == delivery.EventId || o == types[delivery.Id]);
                return place < 0 ? int.MaxValue : place;
            }

            foreach (var delivery in held.OrderBy(Place).ThenBy(d => d.Id))
                state.Deliveries.Release(delivery, state.RealNow);
            if (!keepHolding)
                SetHeld(state, endpoint, false);
            return held.Count;
        });
        changed();
        return released;
    }

    public List<HeldWebhook> Held() => database.Run(state => state.Deliveries.HeldBack()
        .Select(d => new HeldWebhook(d.EventId, state.Objects.Find(d.EventId)!.Text("type")!, state.Objects.Find(d.EndpointId)?.Text("url") ?? string.Empty))
        .ToList());

    public void Disturb(string endpoint, WebhookDisturbance disturbance) => database.Run(state =>
    {
        var found = Endpoint(state, endpoint);
        found["_disturbance"] = JsonSerializer.SerializeToNode(disturbance);
        found.Remove("_shuffled");
        state.Objects.Save(found);
    });

    /// <summary>A new signing secret; the old one signs as well until the overlap is over.</summary>
    public string RollSecret(string endpoint, TimeSpan overlap) => database.Run(state =>
    {
        var found = Endpoint(state, endpoint);
        found["_old_secret"] = found.Text("_secret");
        found["_old_secret_until"] = state.RealNow + (long)overlap.TotalSeconds;
        var secret = Ids.New("whsec_", 32);
        found["_secret"] = secret;
        state.Objects.Save(found);
        return secret;
    });

    public int Redeliver(string eventId, int times) => Again(state => [state.Require("event", eventId)], times);

    /// <summary>Everything that happened in that time of the sandbox's clock, both ends included, in its order.</summary>
    public int Replay(DateTimeOffset from, DateTimeOffset to) => Again(
        state => state.Objects.Page("event", [("created >= ?", from.ToUnixTimeSeconds()), ("created <= ?", to.ToUnixTimeSeconds())], new PageRequest(Everything, null, null)).Items
            .AsEnumerable().Reverse(),
        times: 1);

    public IReadOnlyList<string> EventsSince(DateTimeOffset from, string? type) => database.Run(state => state.Objects
        .Page("event", [("created >= ?", from.ToUnixTimeSeconds())], new PageRequest(Everything, null, null)).Items
        .Where(e => type is null || e.Text("type") == type).Reverse().Select(e => e.ToJsonString()).ToList());

    private int Again(Func<State, IEnumerable<JsonObject>> find, int times)
    {
        var queued = database.Run(state =>
        {
            var endpoints = state.Objects.All("webhook_endpoint");
            var due = Enumerable.Repeat(find(state).ToList(), times).SelectMany(events => events)
                .SelectMany(e => endpoints.Where(l => WebhookEndpoints.ListensTo(l, e.Text("type")!)).Select(l => (Event: e.Text("id")!, Endpoint: l.Text("id")!)))
                .ToList();
            foreach (var (happened, endpoint) in due)
                state.Deliveries.Enqueue(happened, endpoint, state.RealNow);
            return due.Count;
        });
        changed();
        return queued;
    }

    private static void SetHeld(State state, string? endpoint, bool held)
    {
        if (endpoint is null)
        {
            state.SetSetting(Outbox.HoldAll, held ? "true" : "false");
            return;
        }

        var found = Endpoint(state, endpoint);
        found["_held"] = held;
        state.Objects.Save(found);
    }

    private static JsonObject Endpoint(State state, string idOrUrl) =>
        state.Objects.All("webhook_endpoint").Find(e => e.Text("id") == idOrUrl || e.Text("url") == idOrUrl)
            ?? throw StripeFault.Missing("webhook_endpoint", idOrUrl, "endpoint");
}
