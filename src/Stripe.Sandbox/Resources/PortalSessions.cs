using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>One visit of a customer to the billing portal; good for an hour.</summary>
internal static class PortalSessions
{
    public const string Kind = "billing_portal.session";
    private const long Lasts = 60 * 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/billing_portal/sessions",
            "configuration customer locale return_url flow_data(type after_completion(type redirect(return_url) hosted_confirmation(custom_message)))", Create),
    ];

    public static bool IsOver(State state, JsonObject session) => state.Now > session.Whole("created") + Lasts;

    /// <summary>Where a flow leads when it is done; null is the portal itself.</summary>
    public static string? AfterFlow(JsonObject session) => session.Child("flow")?.Child("after_completion")?.Child("redirect")?.Text("return_url");

    private static JsonObject Create(Call call)
    {
        var customer = call.State.Require("customer", call.Text("customer"), "customer");
        var configuration = call.Given.Text("configuration") is { } id
            ? call.State.Require(PortalConfigurations.Kind, id, "configuration")
            : PortalConfigurations.Default(call.State);
        if (!configuration.Flag("active"))
            throw StripeFault.Invalid("The configuration is not active.", "configuration");
        var session = new JsonObject
        {
            ["id"] = Ids.New("bps_"),
            ["object"] = Kind,
            ["configuration"] = configuration.Text("id"),
            ["created"] = call.State.Now,
            ["customer"] = customer.Text("id"),
            ["customer_account"] = null,
            ["flow"] = Flow(call),
            ["livemode"] = false,
            ["locale"] = call.Given.Text("locale"),
            ["on_behalf_of"] = null,
            ["return_url"] = Link(call.Given.Text("return_url"), "return_url") ?? configuration.Text("default_return_url"),
            ["url"] = null,
        };
        call.State.Objects.Add(session);
        call.State.Emit("billing_portal.session.created", session);
        return session;
    }

    private static JsonObject? Flow(Call call)
    {
        if (call.Given.Child("flow_data") is not { } given)
            return null;
        if (given.Text("type") != "payment_method_update")
            throw StripeFault.Invalid("The sandbox's portal has the flow payment_method_update only.", "flow_data[type]");
        var after = given.Child("after_completion");
        return new JsonObject
        {
            ["after_completion"] = new JsonObject
            {
                ["hosted_confirmation"] = after?["hosted_confirmation"]?.DeepClone(),
                ["redirect"] = after?.Child("redirect") is { } redirect
                    ? new JsonObject { ["return_url"] = Link(redirect.Text("return_url"), "flow_data[after_completion][redirect][return_url]") }
                    : null,
                ["type"] = after?.Text("type") ?? "portal_homepage",
            },
            ["subscription_cancel"] = null,
            ["subscription_update"] = null,
            ["subscription_update_confirm"] = null,
            ["type"] = "payment_method_update",
        };
    }

    private static string? Link(string? link, string param) =>
        link is null || (Uri.TryCreate(link, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
            ? link
            : throw StripeFault.Invalid("Not a valid URL", param, "url_invalid");
}
