using System.Text.Json.Nodes;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class WebhookEndpoints
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/webhook_endpoints", "url enabled_events[] api_version description metadata{}", Create),
        Operation.Get("/v1/webhook_endpoints", ParameterShape.ListOf(string.Empty), call => call.List("webhook_endpoint", "/v1/webhook_endpoints")),
        Operation.Get("/v1/webhook_endpoints/{id}", ParameterShape.None, call => call.Subject("webhook_endpoint")),
        Operation.Delete("/v1/webhook_endpoints/{id}", Delete),
    ];

    public static bool ListensTo(JsonObject endpoint, string type) =>
        endpoint.Text("status") == "enabled" && endpoint.Texts("enabled_events").Any(e => e == "*" || e == type);

    private static JsonObject Create(Call call)
    {
        var url = call.Text("url");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            throw StripeFault.Invalid("Invalid URL: An explicit scheme (such as https) must be provided.", "url", "url_invalid");
        if (!call.Given.Texts("enabled_events").Any())
            throw StripeFault.Required("enabled_events");
        var endpoint = new JsonObject
        {
            ["id"] = Ids.New("we_"),
            ["object"] = "webhook_endpoint",
            ["api_version"] = call.Given.Text("api_version"),
            ["application"] = null,
            ["created"] = call.State.Now,
            ["description"] = call.Given.Text("description"),
            ["enabled_events"] = call.Given["enabled_events"]!.DeepClone(),
            ["livemode"] = false,
            ["metadata"] = Metadata.Apply(null, call.Given["metadata"]),
            ["status"] = "enabled",
            ["url"] = url,
            ["_secret"] = Ids.New("whsec_", 32),
        };
        call.State.Objects.Add(endpoint);

        // Shown once, to whoever created it.
        var answer = endpoint.DeepClone().AsObject();
        answer["secret"] = endpoint.Text("_secret");
        return answer;
    }

    private static JsonObject Delete(Call call)
    {
        call.Subject("webhook_endpoint");
        call.State.Objects.Remove(call.Id);
        return new JsonObject { ["id"] = call.Id, ["object"] = "webhook_endpoint", ["deleted"] = true };
    }
}
