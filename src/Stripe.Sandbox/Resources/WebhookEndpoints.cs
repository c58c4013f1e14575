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
        Operation.Post("/v1/webhook_endpoints/{id}", "url enabled_events[] disabled? description metadata{}", Update),
        Operation.Delete("/v1/webhook_endpoints/{id}", Delete),
    ];

    public static bool ListensTo(JsonObject endpoint, string type) =>
        endpoint.Text("status") == "enabled" && endpoint.Texts("enabled_events").Any(e => e == "*" || e == type);

    /// <summary>Those that sign now: during a roll the old one as well. Real time decides, as receivers do.</summary>
    public static IEnumerable<string> Secrets(JsonObject endpoint, long realNow)
    {
        yield return endpoint.Text("_secret")!;
        if (endpoint.Text("_old_secret") is { } old && endpoint.Whole("_old_secret_until") > realNow)
            yield return old;
    }

    private static JsonObject Create(Call call)
    {
        var url = Url(call.Text("url"));
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

    private static JsonObject Update(Call call)
    {
        var endpoint = call.Subject("webhook_endpoint");
        if (call.Given.Text("url") is { } url)
            endpoint["url"] = Url(url);
        if (call.Given["enabled_events"] is { } types)
            endpoint["enabled_events"] = types.DeepClone();
        if (call.Given["disabled"] is not null)
            endpoint["status"] = call.Given.Flag("disabled") ? "disabled" : "enabled";
        endpoint["description"] = call.Given.Text("description") ?? endpoint.Text("description");
        endpoint["metadata"] = Metadata.Apply(endpoint.Child("metadata"), call.Given["metadata"]);
        call.State.Objects.Save(endpoint);
        return endpoint;
    }

    private static string Url(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
        ? url
        : throw StripeFault.Invalid("Invalid URL: An explicit scheme (such as https) must be provided.", "url", "url_invalid");

    private static JsonObject Delete(Call call)
    {
        call.Subject("webhook_endpoint");
        call.State.Objects.Remove(call.Id);
        return new JsonObject { ["id"] = call.Id, ["object"] = "webhook_endpoint", ["deleted"] = true };
    }
}
