using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class Charges
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/charges", ParameterShape.ListOf("created~ customer payment_intent"), call => call.List("charge", "/v1/charges", "customer", "payment_intent")),
        Operation.Get("/v1/charges/{id}", ParameterShape.None, call => call.Subject("charge")),
        Operation.Post("/v1/charges/{id}", "customer description fraud_details(user_report) metadata{} receipt_email", Update),
    ];

    public static JsonObject New(State state, JsonObject intent, JsonObject method, bool authenticated = false) => new()
    {
        ["id"] = Ids.New(method.Text("type") == "card" ? "ch_" : "py_"),
        ["object"] = "charge",
        ["amount"] = intent.Whole("amount"),
        ["amount_captured"] = 0,
        ["amount_refunded"] = 0,
        ["application"] = null,
        ["application_fee"] = null,
        ["application_fee_amount"] = null,
        ["balance_transaction"] = null,
        ["billing_details"] = method.CopyOf("billing_details"),
        ["calculated_statement_descriptor"] = "SANDBOX",
        ["captured"] = false,
        ["created"] = state.Now,
        ["currency"] = intent.Text("currency"),
        ["customer"] = intent.Text("customer"),
        ["description"] = intent.Text("description"),
        ["disputed"] = false,
        ["failure_balance_transaction"] = null,
        ["failure_code"] = null,
        ["failure_message"] = null,
        ["fraud_details"] = new JsonObject(),
        ["livemode"] = false,
        ["metadata"] = intent.CopyOf("metadata"),
        ["on_behalf_of"] = null,
        ["outcome"] = null,
        ["paid"] = false,
        ["payment_intent"] = intent.Text("id"),
        ["payment_method"] = method.Text("id"),
        ["payment_method_details"] = PaymentMethodBodies.OfCharge(method, authenticated),
        ["receipt_email"] = intent.Text("receipt_email"),
        ["receipt_number"] = null,
        ["receipt_url"] = null,
        ["refunded"] = false,
        ["review"] = null,
        ["shipping"] = null,
        ["source"] = null,
        ["source_transfer"] = null,
        ["statement_descriptor"] = intent.Text("statement_descriptor"),
        ["statement_descriptor_suffix"] = intent.Text("statement_descriptor_suffix"),
        ["status"] = "pending",
        ["transfer_data"] = null,
        ["transfer_group"] = null,
    };

    public static JsonObject Outcome(Decline? decline) => new()
    {
        ["advice_code"] = null,
        ["network_advice_code"] = null,
        ["network_decline_code"] = null,
        ["network_status"] = decline is null ? "approved_by_network" : "declined_by_network",
        ["reason"] = decline?.Reason ?? decline?.Code,
        ["risk_level"] = "normal",
        ["risk_score"] = 12,
        ["seller_message"] = decline is null ? "Payment complete." : "The bank did not return any further details with this decline.",
        ["type"] = decline is null ? "authorized" : "issuer_declined",
    };

    private static JsonObject Update(Call call)
    {
        var charge = call.Subject("charge");
        if (call.Given.Text("customer") is { } customer)
        {
            if (charge.Text("customer") is not null)
                throw StripeFault.Invalid("You cannot set the customer of a charge that has one.", "customer");
            charge["customer"] = call.State.Require("customer", customer, "customer").Text("id");
        }

        foreach (var field in new[] { "description", "receipt_email" })
            charge[field] = call.Given.Text(field) is { } text ? (text.Length == 0 ? null : text) : charge.Text(field);
        if (call.Given.Child("fraud_details")?.Text("user_report") is { } report)
            charge["fraud_details"] = report is "fraudulent" or "safe" ? new JsonObject { ["user_report"] = report } : throw StripeFault.Invalid("Must be fraudulent or safe.", "fraud_details[user_report]");
        charge["metadata"] = Metadata.Apply(charge.Child("metadata"), call.Given["metadata"]);
        call.State.Objects.Save(charge);
        call.State.Emit("charge.updated", charge);
        return charge;
    }
}
