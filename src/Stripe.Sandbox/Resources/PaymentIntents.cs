using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class PaymentIntents
{
    private const string ConfirmFields = """
        payment_method off_session? return_url setup_future_usage receipt_email error_on_requires_action? capture_method
        payment_method_data(type card(token number exp_month# exp_year# cvc) us_bank_account(account_number routing_number account_holder_type account_type) sepa_debit(iban))
        mandate_data(customer_acceptance(type accepted_at# online(ip_address user_agent)))
        payment_method_types[]
        """;

    private const string Details = " amount# currency customer description metadata{} statement_descriptor statement_descriptor_suffix ";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/payment_intents", ConfirmFields + Details + "confirm? automatic_payment_methods(enabled? allow_redirects)", Create),
        Operation.Get("/v1/payment_intents", ParameterShape.ListOf("created~ customer"), call => call.List("payment_intent", "/v1/payment_intents", "customer")),
        Operation.Get("/v1/payment_intents/{id}", ParameterShape.None, call => call.Subject("payment_intent")),
        Operation.Post("/v1/payment_intents/{id}", "payment_method setup_future_usage receipt_email capture_method payment_method_types[]" + Details, Update),
        Operation.Post("/v1/payment_intents/{id}/confirm", ConfirmFields, Confirm),
        Operation.Post("/v1/payment_intents/{id}/cancel", "cancellation_reason", Cancel),
        .. Captures.Operations,
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
        var intent = New(call.State, amount, currency, null);
        Describe(call, intent);
        if (call.Given.Child("automatic_payment_methods") is { } automatic)
            intent["automatic_payment_methods"] = new JsonObject { ["allow_redirects"] = automatic.Text("allow_redirects") ?? "always", ["enabled"] = automatic.Flag("enabled") };
        Accept(call, intent);
        call.State.Objects.Add(intent);
        call.State.Emit("payment_intent.created", intent);

        if (call.Given.Flag("confirm"))
            return Charge(call, intent);
        if (call.Given.Flag("off_session"))
            throw StripeFault.Invalid("off_session can only be given together with confirm=true.", "off_session");
        return intent;
    }

    private static JsonObject Update(Call call)
    {
        var intent = call.Subject("payment_intent");
        var open = intent.Text("status") is "requires_payment_method" or "requires_confirmation" or "requires_action";
        if (!open && call.Given.Any(g => g.Key is not ("metadata" or "description" or "receipt_email" or "expand")))
            throw StripeFault.State($"You cannot update this PaymentIntent because it has a status of {intent.Text("status")}.");
        var currency = Currency.Check(call.Given.Text("currency") ?? intent.Text("currency")!, "currency");
        intent["currency"] = currency;
        intent["amount"] = Currency.CheckAmount(call.Given.Whole("amount") ?? intent.Whole("amount")!.Value, currency, "amount");
        Describe(call, intent);
        Accept(call, intent);
        call.State.Objects.Save(intent);
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

    private static void Describe(Call call, JsonObject intent)
    {
        if (call.Given.Text("customer") is { } customer)
            intent["customer"] = call.State.Require("customer", customer, "customer").Text("id");
        foreach (var field in new[] { "description", "statement_descriptor", "statement_descriptor_suffix" })
            intent[field] = call.Given.Text(field) is { } text ? (text.Length == 0 ? null : text) : intent.Text(field);
        intent["metadata"] = Metadata.Apply(intent.Child("metadata"), call.Given["metadata"]);
    }

    /// <summary>Takes over what both creating and confirming may name.</summary>
    private static void Accept(Call call, JsonObject intent)
    {
        foreach (var field in new[] { "setup_future_usage", "receipt_email" })
            intent[field] = call.Given.Text(field) is { } text ? (text.Length == 0 ? null : text) : intent.Text(field);
        if (intent.Text("setup_future_usage") is not (null or "off_session" or "on_session"))
            throw StripeFault.Invalid("Invalid setup_future_usage: must be one of off_session or on_session", "setup_future_usage");
        if (call.Given.Text("capture_method") is { } capture)
            intent["capture_method"] = capture is "automatic" or "automatic_async" or "manual" ? capture
                : throw StripeFault.Invalid("Invalid capture_method: must be one of automatic, automatic_async, or manual", "capture_method");
        if (call.Given["payment_method_types"] is { } types)
            intent["payment_method_types"] = types.DeepClone();
        intent["_return_url"] = call.Given.Text("return_url") ?? intent.Text("_return_url");
        if (Means(call) is not { } method)
            return;
        if (method.Text("customer") is { } owner && owner != intent.Text("customer"))
            throw StripeFault.Invalid("The payment method belongs to another customer; give that customer too.", "payment_method");
        if (!intent.Texts("payment_method_types").Contains(method.Text("type")))
            throw StripeFault.Invalid($"The PaymentMethod provided ({method.Text("type")}) is not allowed for this PaymentIntent. Name its type in payment_method_types.", "payment_method");
        intent["payment_method"] = method.Text("id");
        intent["status"] = "requires_confirmation";
    }

    private static JsonObject? Means(Call call)
    {
        if (call.Given.Text("payment_method") is { } given)
            return PaymentMethods.Resolve(call.State, given);
        return call.Given.Child("payment_method_data") is { } data
            ? PaymentMethods.Create(call.State, NewPaymentMethod.Read(data, DateTimeOffset.FromUnixTimeSeconds(call.State.Now)))
            : null;
    }

    private static JsonObject Charge(Call call, JsonObject intent)
    {
        if (intent.Text("payment_method") is not { } method)
            throw StripeFault.Invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", "payment_method", "payment_intent_unexpected_state");
        var nobodyThere = call.Given.Flag("off_session") || call.Given.Flag("error_on_requires_action");
        var refused = Charging.Attempt(call.State, intent, call.State.Require("payment_method", method), nobodyThere, authenticated: false);
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
        Captures.Release(state, intent);
        intent["status"] = "canceled";
        intent["canceled_at"] = state.Now;
        intent["cancellation_reason"] = reason;
        intent["next_action"] = null;
        state.Objects.Save(intent);
        state.Emit("payment_intent.canceled", intent);
    }
}
