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
    ];

    public static JsonObject New(State state, JsonObject intent, JsonObject method)
    {
        var card = method.Child("card")!;
        return new JsonObject
        {
            ["id"] = Ids.New("ch_"),
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
            ["payment_method_details"] = new JsonObject
            {
                ["type"] = "card",
                ["card"] = new JsonObject
                {
                    ["brand"] = card.Text("brand"),
                    ["country"] = "US",
                    ["exp_month"] = card.Whole("exp_month"),
                    ["exp_year"] = card.Whole("exp_year"),
                    ["fingerprint"] = card.Text("fingerprint"),
                    ["funding"] = "credit",
                    ["last4"] = card.Text("last4"),
                    ["network"] = card.Text("brand"),
                    ["three_d_secure"] = null,
                    ["wallet"] = null,
                },
            },
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
    }

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
}
