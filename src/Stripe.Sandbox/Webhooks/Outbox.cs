using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Webhooks;

/// <summary>Puts what happened into the queue of every endpoint that listens, disturbed as was asked for.</summary>
internal static class Outbox
{
    /// <summary>The setting that holds back deliveries to every endpoint, also to those registered later.</summary>
    public const string HoldAll = "hold_webhooks";

    public static void Queue(State state, IReadOnlyList<JsonObject> news, long now)
    {
        var holdAll = state.Setting(HoldAll) == "true";
        foreach (var endpoint in state.Objects.All("webhook_endpoint"))
        {
            var heard = news.Where(n => WebhookEndpoints.ListensTo(endpoint, n.Text("type")!)).ToList();
            if (heard.Count > 0)
                Queue(state, endpoint, heard, now, holdAll || endpoint.Flag("_held") ? DeliveryTable.Held : DeliveryTable.Waiting);
        }
    }

    public static WebhookDisturbance Disturbance(JsonObject endpoint) =>
        endpoint.Child("_disturbance")?.Deserialize<WebhookDisturbance>() ?? new WebhookDisturbance();

    private static void Queue(State state, JsonObject endpoint, List<JsonObject> heard, long now, string into)
    {
        var disturbance = Disturbance(endpoint);
        if (disturbance.Twins)
            heard = [.. heard.SelectMany(h => new[] { h, Twin(state, h) })];
        if (disturbance.ReorderSeed is { } seed)
        {
            // One shuffle after the other, all decided by the seed.
            var turn = endpoint.Whole("_shuffled") ?? 0;
            endpoint["_shuffled"] = turn + 1;
            state.Objects.Save(endpoint);
#pragma warning disable CA5394 // A test wants the same order again, not an unguessable one.
            new Random(unchecked(seed + (int)turn)).Shuffle(CollectionsMarshal.AsSpan(heard));
#pragma warning restore CA5394
        }

        var drop = disturbance.DropNext;
        var due = now + (long)disturbance.Delay.TotalSeconds;
        foreach (var (happened, time) in heard.SelectMany(h => Enumerable.Range(0, 1 + disturbance.Duplicates).Select(time => (h, time))))
            state.Deliveries.Enqueue(happened.Text("id")!, endpoint.Text("id")!, due, drop-- > 0 ? DeliveryTable.Dropped : into);
        if (disturbance.DropNext > 0)
        {
            endpoint["_disturbance"] = JsonSerializer.SerializeToNode(disturbance with { DropNext = Math.Max(0, drop) });
            state.Objects.Save(endpoint);
        }
    }

    private static JsonObject Twin(State state, JsonObject happened)
    {
        var twin = happened.DeepClone().AsObject();
        twin["id"] = Ids.New("evt_");
        state.Objects.Add(twin);
        return twin;
    }
}
