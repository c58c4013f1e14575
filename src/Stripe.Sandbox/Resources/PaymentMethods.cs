using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class PaymentMethods
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/payment_methods", ParameterShape.ListOf("customer type"), call => call.List("payment_method", "/v1/payment_methods", "customer", "type")),
        Operation.Get("/v1/payment_methods/{id}", ParameterShape.None, call => call.Subject("payment_method")),
        Operation.Post("/v1/payment_methods/{id}/attach", "customer", Attach),
        Operation.Post("/v1/payment_methods/{id}/detach", string.Empty, Detach),
    ];

    /// <summary>A payment method by id, or a fresh one for a test token.</summary>
    public static JsonObject Resolve(State state, string idOrToken)
    {
        if (TestCards.ByToken(idOrToken) is not { } card)
            return state.Require("payment_method", idOrToken, "payment_method");
        var expiry = DateTimeOffset.FromUnixTimeSeconds(state.Now);
        return Create(state, card, expiry.Month, expiry.Year + 1, null, null);
    }

    public static JsonObject Create(State state, TestCard card, int month, int year, string? name, string? email)
    {
        var method = new JsonObject
        {
            ["id"] = Ids.New("pm_"),
            ["object"] = "payment_method",
            ["allow_redisplay"] = "unspecified",
            ["billing_details"] = new JsonObject { ["address"] = NoAddress(), ["email"] = email, ["name"] = name, ["phone"] = null, ["tax_id"] = null },
            ["card"] = new JsonObject
            {
                ["brand"] = card.Brand,
                ["checks"] = new JsonObject { ["address_line1_check"] = null, ["address_postal_code_check"] = null, ["cvc_check"] = "pass" },
                ["country"] = "US",
                ["display_brand"] = card.Brand == "amex" ? "american_express" : card.Brand,
                ["exp_month"] = month,
                ["exp_year"] = year,
                ["fingerprint"] = Fingerprint(card),
                ["funding"] = "credit",
                ["generated_from"] = null,
                ["last4"] = card.Last4,
                ["networks"] = new JsonObject { ["available"] = new JsonArray(card.Brand), ["preferred"] = null },
                ["regulated_status"] = "unregulated",
                ["three_d_secure_usage"] = new JsonObject { ["supported"] = true },
                ["wallet"] = null,
            },
            ["created"] = state.Now,
            ["customer"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["type"] = "card",
            ["_token"] = card.Token,
            ["_authenticated"] = card.Token == "pm_card_authenticationRequiredSetupForOffSession",
        };
        state.Objects.Add(method);
        return method;
    }

    public static TestCard Card(JsonObject method) => TestCards.ByToken(method.Text("_token")!)!;

    public static void AttachTo(State state, JsonObject method, string customer)
    {
        if (method.Text("customer") == customer)
            return;
        method["customer"] = customer;
        state.Objects.Save(method);
        state.Emit("payment_method.attached", method);
    }

    public static JsonObject NoAddress() => new()
    {
        ["city"] = null, ["country"] = null, ["line1"] = null, ["line2"] = null, ["postal_code"] = null, ["state"] = null,
    };

    private static JsonObject Attach(Call call)
    {
        var customer = call.State.Require("customer", call.Text("customer"), "customer").Text("id")!;
        var method = Resolve(call.State, call.Id);
        if (method.Text("customer") is { } owner && owner != customer)
            throw StripeFault.Invalid("The payment method you provided has already been attached to a customer.", "payment_method");
        if (Card(method) is { Decline: { } decline, DeclinesOnlyCharges: false })
            throw Charging.Refusal(decline, null, null);
        AttachTo(call.State, method, customer);
        return method;
    }

    private static JsonObject Detach(Call call)
    {
        var method = call.Subject("payment_method");
        if (method.Text("customer") is not { } owner)
            throw StripeFault.Invalid("The payment method you provided is not attached to a customer so detachment is impossible.", "payment_method");
        method["customer"] = null;
        call.State.Objects.Save(method);
        if (call.State.Objects.Find(owner) is { } customer && customer.Child("invoice_settings")?.Text("default_payment_method") == call.Id)
        {
            customer.Child("invoice_settings")!["default_payment_method"] = null;
            call.State.Objects.Save(customer);
        }

        call.State.Emit("payment_method.detached", method);
        return method;
    }

    /// <summary>The same card has the same fingerprint, however often it is entered.</summary>
    private static string Fingerprint(TestCard card) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(card.Number)))[..16].Replace('+', 'x').Replace('/', 'y');
}
