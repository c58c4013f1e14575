using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class PaymentIntents
{
    private const string ConfirmFields = "payment_method off_session? return_url setup_future_usage receipt_email error_on_requires_action? ";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/payment_intents", ConfirmFields
            + "amount# currency customer confirm? description metadata{} payment_method_types[] statement_descriptor statement_descriptor_suffix automatic_payment_methods(enabled? allow_redirects)", Create),
        Operation.Get("/v1/payment_intents", ParameterShape.ListOf("created~ customer"), call => call.List("payment_intent", "/v1/payment_intents", "customer")),
        Operation.Get("/v1/payment_intents/{id}", ParameterShape.None, call => call.Subject("payment_intent")),
        Operation.Post("/v1/payment_intents/{id}/confirm", ConfirmFields, Confirm),
        Operation.Post("/v1/payment_intents/{id}/cancel", "cancellation_reason", Cancel),
    ];

    public static JsonObject New(State state, long amount, string currency, string? customer)
    {
        var id = Ids.New("pi_");
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "payment_intent",
            ["amount"] = amount,
            ["amount_capturable"] = 0,
            ["amount_details"] = new JsonObject { ["tip"] = new JsonObject() },
            ["amount_received"] = 0,
            ["application"] = null,
            ["application_fee_amount"] = null,
            ["automatic_payment_methods"] = null,
            ["canceled_at"] = null,
            ["cancellation_reason"] = null,
            ["capture_method"] = "automatic_async",
            ["client_secret"] = Ids.New(id + "_secret_"),
            ["confirmation_method"] = "automatic",
            ["created"] = state.Now,
            ["currency"] = currency,
            ["customer"] = customer,
            ["description"] = null,
            ["last_payment_error"] = null,
            ["latest_charge"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["on_behalf_of"] = null,
            ["payment_method"] = null,
            ["payment_method_options"] = new JsonObject(),
            ["payment_method_types"] = new JsonArray("card"),
            ["processing"] = null,
            ["receipt_email"] = null,
            ["review"] = null,
            ["setup_future_usage"] = null,
            ["shipping"] = null,
            ["source"] = null,
            ["statement_descriptor"] = null,
            ["statement_descriptor_suffix"] = null,
            ["status"] = "requires_payment_method",
            ["transfer_data"] = null,
            ["transfer_group"] = null,
        };
    }

    private static JsonObject Create(Call call)
    {
        var currency = Currency.Check(call.Text("currency"), "currency");
        var amount = Currency.CheckAmount(call.Whole("amount"), currency, "amount");
        var customer = call.Given.Text("customer") is { } id ? call.State.Require("customer", id, "customer").Text("id") : null;
        var intent = New(call.State, amount, currency, customer);
        foreach (var field in new[] { "description", "statement_descriptor", "statement_descriptor_suffix" })
            intent[field] = call.Given.Text(field);
        intent["metadata"] = Metadata.Apply(null, call.Given["metadata"]);
        Accept(call, intent);
        call.State.Objects.Add(intent);
        call.State.Emit("payment_intent.created", intent);

        if (call.Given.Flag("confirm"))
            return Charge(call, intent);
        if (call.Given.Flag("off_session"))
            throw StripeFault.Invalid("off_session can only be given together with confirm=true.", "off_session");
        return intent;
    }

    private static JsonObject Confirm(Call call)
    {
        var intent = call.Subject("payment_intent");
        if (intent.Text("status") is not ("requires_payment_method" or "requires_confirmation" or "requires_action"))
            throw StripeFault.State($"You cannot confirm this PaymentIntent because it has a status of {intent.Text("status")}.");
        Accept(call, intent);
        return Charge(call, intent);
    }

    /// <summary>Takes over what both creating and confirming may name.</summary>
    private static void Accept(Call call, JsonObject intent)
    {
        foreach (var field in new[] { "setup_future_usage", "receipt_email" })
            intent[field] = call.Given.Text(field) ?? intent.Text(field);
        if (call.Given.Text("payment_method") is not { } given)
            return;
        var method = PaymentMethods.Resolve(call.State, given);
        if (method.Text("customer") is { } owner && owner != intent.Text("customer"))
            throw StripeFault.Invalid("The payment method belongs to another customer; give that customer too.", "payment_method");
        intent["payment_method"] = method.Text("id");
        intent["status"] = "requires_confirmation";
    }

    private static JsonObject Charge(Call call, JsonObject intent)
    {
        if (intent.Text("payment_method") is not { } method)
            throw StripeFault.Invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", "payment_method", "payment_intent_unexpected_state");
        var offSession = call.Given.Flag("off_session");
        var refused = Charging.Attempt(call.State, intent, call.State.Require("payment_method", method), offSession, authenticated: false);
        if (refused is not null)
            throw Charging.Refusal(refused, intent, call.State.Objects.Find(intent.Text("latest_charge") ?? string.Empty));
        Charging.SettleLatest(call.State, intent);
        return intent;
    }

    private static JsonObject Cancel(Call call)
    {
        var intent = call.Subject("payment_intent");
        if (intent.Text("status") is "succeeded" or "canceled" or "processing")
            throw StripeFault.State($"You cannot cancel this PaymentIntent because it has a status of {intent.Text("status")}.");
        var reason = call.Given.Text("cancellation_reason");
        if (reason is not (null or "duplicate" or "fraudulent" or "requested_by_customer" or "abandoned"))
            throw StripeFault.Invalid("Invalid cancellation_reason.", "cancellation_reason");
        Cancel(call.State, intent, reason);
        return intent;
    }

    public static void Cancel(State state, JsonObject intent, string? reason)
    {
        intent["status"] = "canceled";
        intent["canceled_at"] = state.Now;
        intent["cancellation_reason"] = reason;
        intent["next_action"] = null;
        state.Objects.Save(intent);
        state.Emit("payment_intent.canceled", intent);
    }
}
