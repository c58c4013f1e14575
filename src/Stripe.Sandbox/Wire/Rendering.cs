using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Wire;

/// <summary>Turns stored documents into answers: private fields off, expanded references in.</summary>
internal static class Rendering
{
    private const int DeepestExpansion = 4;

    /// <summary>A copy without the sandbox's own fields.</summary>
    public static JsonObject Public(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        Strip(copy);
        return copy;
    }

    /// <summary>The fields that differ, as they were before: what an <c>updated</c> event calls previous attributes. Of a hash only what differs in it, of a list all.</summary>
    public static JsonObject Previous(JsonObject before, JsonObject after) => Difference(Public(before), Public(after));

    private static JsonObject Difference(JsonObject was, JsonObject now)
    {
        var previous = new JsonObject();
        foreach (var field in was.Select(p => p.Key).Union(now.Select(p => p.Key), StringComparer.Ordinal))
        {
            var (old, current) = (was[field], now[field]);
            // What was just computed is an int, what was read back a long: written, they are the same.
            if (old?.ToJsonString() == current?.ToJsonString())
                continue;
            previous[field] = old is JsonObject oldHash && current is JsonObject newHash && newHash["id"] is null ? Difference(oldHash, newHash) : old?.DeepClone();
        }

        return previous;
    }

    public static void Expand(JsonObject answer, IEnumerable<string> paths, State state, string address)
    {
        foreach (var path in paths)
        {
            var steps = path.Split('.');
            if (steps.Length > DeepestExpansion)
                throw StripeFault.Invalid($"You can't expand more than {DeepestExpansion} levels of a property. Property: {path}", "expand");
            Expand(answer, steps, path, state, address);
        }
    }

    private static void Expand(JsonNode? node, ReadOnlySpan<string> steps, string path, State state, string address)
    {
        if (steps.IsEmpty || node is null)
            return;
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Expand(item, steps, path, state, address);
            return;
        }

        var step = steps[0];
        if (node is not JsonObject item0)
            throw NotExpandable(path);
        if (!item0.ContainsKey(step) && Included(item0, step, state) is { } included)
            item0[step] = included;
        if (!item0.ContainsKey(step))
            throw NotExpandable(path);
        if (item0.Text(step) is { } id)
        {
            var target = state.Objects.Find(id) ?? throw NotExpandable(path);
            item0[step] = Answer(target, state, address);
        }
        else if (item0[step] is JsonArray ids && ids.All(i => i is JsonValue))
        {
            item0[step] = new JsonArray([.. ids.Select(i => Answer(state.Objects.Find((string?)i ?? string.Empty) ?? throw NotExpandable(path), state, address))]);
        }

        Expand(item0[step], steps[1..], path, state, address);
    }

    /// <summary>Lists that are left out unless asked for.</summary>
    private static JsonObject? Included(JsonObject item, string field, State state) => (item.Text("object"), field) switch
    {
        ("checkout.session", "line_items") => Resources.CheckoutSessions.LineItems(state.Objects.Find(item.Text("id")!)!),
        ("invoice", "payments") => Invoicing.InvoicePayments.Of(state, item.Text("id")!),
        ("customer", "subscriptions") => Subscribing.Subscriptions.OfCustomer(state, item.Text("id")!),
        ("customer", "tax_ids") => Invoicing.TaxIds.OfCustomer(state, item.Text("id")!),
        ("charge", "refunds") => Resources.Refunds.OfCharge(item.Text("id")!, state),
        _ => null,
    };

    /// <summary>The document as an answer shows it; some fields are known only at that moment.</summary>
    public static JsonObject Answer(JsonObject item, State state, string address)
    {
        var answer = Public(item);
        switch (answer.Text("object"))
        {
            case "checkout.session" when answer.Text("status") == "open":
                answer["url"] = $"{address}/c/pay/{answer.Text("id")}";
                break;
            case "charge" when answer.Flag("paid"):
                answer["receipt_url"] = $"{address}/receipts/{answer.Text("id")}";
                break;
            case Resources.PortalSessions.Kind:
                answer["url"] = $"{address}/p/session/{answer.Text("id")}";
                break;
            case "invoice" when answer.Text("number") is not null:
                answer["hosted_invoice_url"] = $"{address}/i/{answer.Text("id")}";
                answer["invoice_pdf"] = $"{address}/i/{answer.Text("id")}/print";
                break;
            case "payment_intent" or "setup_intent":
                Resources.NextAction.Address(answer, address);
                break;
            case "balance_transaction":
                answer["status"] = answer.Whole("available_on") <= state.Now ? "available" : "pending";
                break;
            case "event":
                answer["pending_webhooks"] = state.Deliveries.Pending(answer.Text("id")!);
                var data = answer.Child("data")!;
                data["object"] = Answer(data.Child("object")!, state, address);
                break;
            case "list":
                answer["data"] = new JsonArray([.. answer.Children("data").Select(i => Answer(i, state, address))]);
                break;
        }

        return answer;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject hash)
        {
            foreach (var name in hash.Select(p => p.Key).Where(k => k.StartsWith('_')).ToList())
                hash.Remove(name);
            foreach (var (_, child) in hash.Where(p => p.Key != "metadata"))
                Strip(child);
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list)
                Strip(child);
        }
    }

    private static StripeFault NotExpandable(string path) =>
        StripeFault.Invalid($"This property cannot be expanded ({path}).", "expand");
}
