using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>Saving a means of payment for later without charging it.</summary>
internal static class SetupIntents
{
    private const string ConfirmFields = "payment_method return_url mandate_data(customer_acceptance(type accepted_at# online(ip_address user_agent))) ";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/setup_intents", ConfirmFields + "confirm? customer description metadata{} payment_method_types[] usage automatic_payment_methods(enabled? allow_redirects)", Create),
        Operation.Get("/v1/setup_intents", ParameterShape.ListOf("created~ customer payment_method"), call => call.List("setup_intent", "/v1/setup_intents", "customer", "payment_method")),
        Operation.Get("/v1/setup_intents/{id}", ParameterShape.None, call => call.Subject("setup_intent")),
        Operation.Post("/v1/setup_intents/{id}", "customer description metadata{} payment_method", Update),
        Operation.Post("/v1/setup_intents/{id}/confirm", ConfirmFields, Confirm),
        Operation.Post("/v1/setup_intents/{id}/cancel", "cancellation_reason", Cancel),
    ];

    public static JsonObject New(State state, string? customer, string usage, IEnumerable<string> types)
    {
        var id = Ids.New("seti_");
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "setup_intent",
            ["application"] = null,
            ["automatic_payment_methods"] = null,
            ["cancellation_reason"] = null,
            ["client_secret"] = Ids.New(id + "_secret_"),
            ["created"] = state.Now,
            ["customer"] = customer,
            ["description"] = null,
            ["flow_directions"] = null,
            ["last_setup_error"] = null,
            ["latest_attempt"] = null,
            ["livemode"] = false,
            ["mandate"] = null,
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["on_behalf_of"] = null,
            ["payment_method"] = null,
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = new JsonObject(),
            ["payment_method_types"] = new JsonArray([.. types.Select(t => (JsonNode)t)]),
            ["single_use_mandate"] = null,
            ["status"] = "requires_payment_method",
            ["usage"] = usage,
        };
    }

    /// <summary>The bank's refusal, or null when the means is saved or waits for the payer's bank (requires_action).</summary>
    public static Decline? Attempt(State state, JsonObject intent, JsonObject method, bool authenticated)
    {
        if (PaymentMethods.Means(method) is TestCard card)
        {
            if (!authenticated && Charging.MustAuthenticate(card, method))
            {
                NextAction.Require(intent, "setup_intent");
                intent["payment_method"] = method.Text("id");
                intent["last_setup_error"] = null;
                state.Objects.Save(intent);
                state.Emit("setup_intent.requires_action", intent);
                return null;
            }

            if (card is { Decline: { } decline, DeclinesOnlyCharges: false })
                return Fail(state, intent, method, decline);
        }

        intent["status"] = "succeeded";
        intent["payment_method"] = method.Text("id");
        intent["next_action"] = null;
        intent["last_setup_error"] = null;
        state.Objects.Save(intent);
        state.Emit("setup_intent.succeeded", intent);
        method["_authenticated"] = authenticated || method.Flag("_authenticated");
        state.Objects.Save(method);
        if (intent.Text("customer") is { } customer)
            PaymentMethods.AttachTo(state, method, customer);
        return null;
    }

    public static Decline FailAuthentication(State state, JsonObject intent, JsonObject method) => Fail(state, intent, method, new(
        "setup_intent_authentication_failure", null,
        "We are unable to authenticate your payment method. Please choose a different payment method and try again."));

    public static void Cancel(State state, JsonObject intent, string? reason)
    {
        intent["status"] = "canceled";
        intent["cancellation_reason"] = reason;
        intent["next_action"] = null;
        state.Objects.Save(intent);
        state.Emit("setup_intent.canceled", intent);
    }

    private static Decline Fail(State state, JsonObject intent, JsonObject method, Decline decline)
    {
        var error = Charging.Error(decline, null);
        error["payment_method"] = Rendering.Public(method);
        intent["status"] = "requires_payment_method";
        intent["payment_method"] = null;
        intent["next_action"] = null;
        intent["last_setup_error"] = error;
        state.Objects.Save(intent);
        state.Emit("setup_intent.setup_failed", intent);
        return decline;
    }

    private static JsonObject Create(Call call)
    {
        var usage = call.Given.Text("usage") ?? "off_session";
        if (usage is not ("off_session" or "on_session"))
            throw StripeFault.Invalid("Invalid usage: must be one of off_session or on_session", "usage");
        var types = call.Given.Texts("payment_method_types").ToList();
        var intent = New(call.State, Customer(call), usage, types.Count > 0 ? types : ["card"]);
        if (call.Given.Child("automatic_payment_methods") is { } automatic)
            intent["automatic_payment_methods"] = new JsonObject { ["allow_redirects"] = automatic.Text("allow_redirects") ?? "always", ["enabled"] = automatic.Flag("enabled") };
        intent["description"] = call.Given.Text("description");
        intent["metadata"] = Metadata.Apply(null, call.Given["metadata"]);
        Accept(call, intent);
        call.State.Objects.Add(intent);
        call.State.Emit("setup_intent.created", intent);
        return call.Given.Flag("confirm") ? Save(call, intent) : intent;
    }

    private static JsonObject Update(Call call)
    {
        var intent = Open(call, "update");
        intent["customer"] = Customer(call) ?? intent.Text("customer");
        intent["description"] = call.Given.Text("description") ?? intent.Text("description");
        intent["metadata"] = Metadata.Apply(intent.Child("metadata"), call.Given["metadata"]);
        Accept(call, intent);
        call.State.Objects.Save(intent);
        return intent;
    }

    private static JsonObject Confirm(Call call)
    {
        var intent = Open(call, "confirm");
        Accept(call, intent);
        return Save(call, intent);
    }

    private static JsonObject Cancel(Call call)
    {
        var intent = Open(call, "cancel");
        var reason = call.Given.Text("cancellation_reason");
        if (reason is not (null or "abandoned" or "duplicate" or "requested_by_customer"))
            throw StripeFault.Invalid("Invalid cancellation_reason.", "cancellation_reason");
        Cancel(call.State, intent, reason);
        return intent;
    }

    private static JsonObject Save(Call call, JsonObject intent)
    {
        if (intent.Text("payment_method") is not { } id)
            throw StripeFault.Invalid("You cannot confirm this SetupIntent because it's missing a payment method.", "payment_method", "setup_intent_unexpected_state");
        var refused = Attempt(call.State, intent, call.State.Require("payment_method", id), authenticated: false);
        return refused is null ? intent : throw Charging.Refusal(refused, intent, null);
    }

    private static void Accept(Call call, JsonObject intent)
    {
        intent["_return_url"] = call.Given.Text("return_url") ?? intent.Text("_return_url");
        if (call.Given.Text("payment_method") is not { } given)
            return;
        var method = PaymentMethods.Resolve(call.State, given);
        if (method.Text("customer") is { } owner && owner != intent.Text("customer"))
            throw StripeFault.Invalid("The payment method belongs to another customer; give that customer too.", "payment_method");
        if (!intent.Texts("payment_method_types").Contains(method.Text("type")))
            throw StripeFault.Invalid($"The PaymentMethod provided ({method.Text("type")}) is not allowed for this SetupIntent.", "payment_method");
        intent["payment_method"] = method.Text("id");
        intent["status"] = "requires_confirmation";
    }

    private static string? Customer(Call call) =>
        call.Given.Text("customer") is { } id ? call.State.Require("customer", id, "customer").Text("id") : null;

    private static JsonObject Open(Call call, string verb)
    {
        var intent = call.Subject("setup_intent");
        return intent.Text("status") is "requires_payment_method" or "requires_confirmation" or "requires_action"
            ? intent
            : throw StripeFault.Invalid($"You cannot {verb} this SetupIntent because it has a status of {intent.Text("status")}.", code: "setup_intent_unexpected_state");
    }
}
