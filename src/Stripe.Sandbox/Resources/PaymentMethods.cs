using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class PaymentMethods
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/payment_methods", """
            type card(token number exp_month# exp_year# cvc) us_bank_account(account_number routing_number account_holder_type account_type) sepa_debit(iban)
            billing_details(address(line1 line2 city state postal_code country) email name phone) metadata{} allow_redisplay
            """, Create),
        Operation.Get("/v1/payment_methods", ParameterShape.ListOf("customer type"), List),
        Operation.Get("/v1/payment_methods/{id}", ParameterShape.None, call => call.Subject("payment_method")),
        Operation.Post("/v1/payment_methods/{id}", """
            billing_details(address(line1 line2 city state postal_code country) email name phone) card(exp_month# exp_year#) metadata{} allow_redisplay
            """, Update),
        Operation.Post("/v1/payment_methods/{id}/attach", "customer", Attach),
        Operation.Post("/v1/payment_methods/{id}/detach", string.Empty, Detach),
    ];

    private static JsonObject List(Call call)
    {
        if (call.Text("customer") is { } customer)
            call.State.Require("customer", customer, "customer");
        return call.List("payment_method", "/v1/payment_methods", "customer", "type");
    }

    /// <summary>A payment method by id, or a fresh one for a test token.</summary>
    public static JsonObject Resolve(State state, string idOrToken)
    {
        var expiry = DateTimeOffset.FromUnixTimeSeconds(state.Now);
        if (TestCards.ByToken(idOrToken) is { } card)
            return Create(state, new CardEntry(card, expiry.Month, expiry.Year + 5, null, null));
        if (TestAccounts.ByToken(idOrToken) is { } account)
            return Create(state, new BankEntry(account, null, null));
        var found = state.Require("payment_method", idOrToken, "payment_method");
        return !found.Flag("_detached") ? found : throw StripeFault.Invalid(
            "This PaymentMethod was detached from a Customer, and may not be used again: neither for a payment nor by attaching it.", "payment_method");
    }

    public static JsonObject Create(State state, PayerEntry entry)
    {
        TestMeans means = entry is BankEntry bank ? bank.Account : ((CardEntry)entry).Card;
        var method = new JsonObject
        {
            ["id"] = Ids.New("pm_"),
            ["object"] = "payment_method",
            ["allow_redisplay"] = "unspecified",
            ["billing_details"] = new JsonObject { ["address"] = NoAddress(), ["email"] = entry.Email, ["name"] = entry.Name, ["phone"] = null, ["tax_id"] = null },
            [means.Type] = entry is CardEntry c ? PaymentMethodBodies.Card(c.Card, c.Month, c.Year, c.Wallet) : PaymentMethodBodies.Account((TestAccount)means),
            ["created"] = state.Now,
            ["customer"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["type"] = means.Type,
            ["_token"] = means.Token,
            ["_authenticated"] = means.Token == "pm_card_authenticationRequiredSetupForOffSession",
        };
        state.Objects.Add(method);
        return method;
    }

    /// <summary>What stands behind the method; a card whose next outcomes were set from behind acts as the first of them.</summary>
    public static TestMeans Means(JsonObject method)
    {
        var token = method.Texts("_outcomes").FirstOrDefault() ?? method.Text("_token")!;
        return (TestMeans?)TestCards.ByToken(token) ?? TestAccounts.ByToken(token)!;
    }

    public static void AttachTo(State state, JsonObject method, string customer)
    {
        if (method.Text("customer") == customer)
            return;
        method["customer"] = customer;
        state.Objects.Save(method);
        state.Emit("payment_method.attached", method);
    }

    /// <summary>Takes the method from its customer, and from the places that name it as the customer's choice.</summary>
    public static void DetachFrom(State state, JsonObject method)
    {
        var owner = method.Text("customer")!;
        method["customer"] = null;
        method["_detached"] = true;
        state.Objects.Save(method);
        if (state.Objects.Find(owner) is { } customer && customer.Child("invoice_settings")?.Text("default_payment_method") == method.Text("id"))
        {
            customer.Child("invoice_settings")!["default_payment_method"] = null;
            state.Objects.Save(customer);
        }

        state.Emit("payment_method.detached", method);
    }

    public static List<JsonObject> Of(State state, string customer) =>
        state.Objects.Page("payment_method", [("json_extract(body, '$.customer') = ?", customer)], new PageRequest(100, null, null)).Items;

    public static JsonObject NoAddress() => new()
    {
        ["city"] = null, ["country"] = null, ["line1"] = null, ["line2"] = null, ["postal_code"] = null, ["state"] = null,
    };

    private static JsonObject Create(Call call)
    {
        var method = Create(call.State, NewPaymentMethod.Read(call.Given, DateTimeOffset.FromUnixTimeSeconds(call.State.Now)));
        Apply(method, call);
        call.State.Objects.Save(method);
        return method;
    }

    private static JsonObject Update(Call call)
    {
        var method = call.Subject("payment_method");
        if (method.Text("customer") is null)
            throw StripeFault.Invalid("You must save this PaymentMethod to a customer before you can update it.", code: "payment_method_unactivated");
        if (call.Given.Child("card") is { } card)
        {
            if (method.Child("card") is not { } current)
                throw StripeFault.Invalid("The payment method is no card.", "card");
            foreach (var (field, value) in card.ToList())
                current[field] = value!.DeepClone();
        }

        Apply(method, call);
        call.State.Objects.Save(method);
        call.State.Emit("payment_method.updated", method);
        return method;
    }

    private static void Apply(JsonObject method, Call call)
    {
        foreach (var (field, value) in (call.Given.Child("billing_details") ?? []).ToList())
        {
            if (value is JsonObject address)
                foreach (var (line, text) in address.ToList())
                    method.Child("billing_details")!.Child("address")![line] = Emptied(text);
            else
                method.Child("billing_details")![field] = Emptied(value);
        }

        method["allow_redisplay"] = call.Given.Text("allow_redisplay") ?? method.Text("allow_redisplay");
        method["metadata"] = Metadata.Apply(method.Child("metadata"), call.Given["metadata"]);
    }

    private static string? Emptied(JsonNode? value) => (string?)value is { Length: > 0 } text ? text : null;

    private static JsonObject Attach(Call call)
    {
        var customer = call.State.Require("customer", call.Text("customer"), "customer").Text("id")!;
        var method = Resolve(call.State, call.Id);
        if (method.Text("customer") is { } owner && owner != customer)
            throw StripeFault.Invalid("The payment method you provided has already been attached to a customer.", "payment_method");
        if (Means(method) is TestCard { Decline: { } decline, DeclinesOnlyCharges: false })
            throw Charging.Refusal(decline, null, null);
        AttachTo(call.State, method, customer);
        return method;
    }

    private static JsonObject Detach(Call call)
    {
        var method = call.Subject("payment_method");
        if (method.Text("customer") is null)
            throw StripeFault.Invalid("The payment method you provided is not attached to a customer so detachment is impossible.", "payment_method");
        DetachFrom(call.State, method);
        return method;
    }
}
