using System.Text.Json.Nodes;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class Events
{
    private const long KeptSeconds = 30 * 24 * 60 * 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/events", ParameterShape.ListOf("created~ type types[]"), List),
        Operation.Get("/v1/events/{id}", ParameterShape.None, call => call.Subject("event")),
    ];

    private static JsonObject List(Call call)
    {
        var conditions = new List<(string, object)> { ("created > ?", call.State.Now - KeptSeconds) };
        conditions.AddRange(call.CreatedConditions());
        if (call.Given.Text("type") is { } type)
            conditions.Add(type.EndsWith('*') ? ("json_extract(body, '$.type') GLOB ?", type) : ("json_extract(body, '$.type') = ?", type));
        if (call.Given["types"] is JsonArray types)
            conditions.Add(("json_extract(body, '$.type') IN (SELECT value FROM json_each(?))", types.ToJsonString()));
        return call.Page("event", "/v1/events", conditions);
    }
}
