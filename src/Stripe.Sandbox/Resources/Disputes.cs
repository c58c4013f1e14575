using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>The card's owner goes to the bank.</summary>
internal static class Disputes
{
    private const long ResponseTime = 7 * 24 * 60 * 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/disputes", ParameterShape.ListOf("charge created~ payment_intent"), call => call.List("dispute", "/v1/disputes", "charge", "payment_intent")),
        Operation.Get("/v1/disputes/{id}", ParameterShape.None, call => call.Subject("dispute")),
    ];

    public static void Open(State state, JsonObject charge)
    {
        var aftermath = PaymentMethods.Card(state.Objects.Find(charge.Text("payment_method")!)!).Aftermath;
        if (aftermath == Aftermath.FraudWarning)
        {
            Warn(state, charge);
            return;
        }

        var inquiry = aftermath == Aftermath.Inquiry;
        var dispute = new JsonObject
        {
            ["id"] = Ids.New("du_"),
            ["object"] = "dispute",
            ["amount"] = charge.Whole("amount"),
            ["balance_transactions"] = new JsonArray(),
            ["charge"] = charge.Text("id"),
            ["created"] = state.Now,
            ["currency"] = charge.Text("currency"),
            ["enhanced_eligibility_types"] = new JsonArray(),
            ["evidence"] = new JsonObject(),
            ["evidence_details"] = new JsonObject { ["due_by"] = state.Now + ResponseTime, ["has_evidence"] = false, ["past_due"] = false, ["submission_count"] = 0 },
            ["is_charge_refundable"] = inquiry,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["payment_intent"] = charge.Text("payment_intent"),
            ["reason"] = aftermath == Aftermath.DisputedAsNotReceived ? "product_not_received" : "fraudulent",
            ["status"] = inquiry ? "warning_needs_response" : "needs_response",
        };
        state.Objects.Add(dispute);
        charge["disputed"] = !inquiry;
        state.Objects.Save(charge);
        state.Emit("charge.dispute.created", dispute);
        if (!inquiry)
            state.Emit("charge.dispute.funds_withdrawn", dispute);
    }

    private static void Warn(State state, JsonObject charge)
    {
        var warning = new JsonObject
        {
            ["id"] = Ids.New("issfr_"),
            ["object"] = "radar.early_fraud_warning",
            ["actionable"] = true,
            ["charge"] = charge.Text("id"),
            ["created"] = state.Now,
            ["fraud_type"] = "misc",
            ["livemode"] = false,
            ["payment_intent"] = charge.Text("payment_intent"),
        };
        state.Objects.Add(warning);
        state.Emit("radar.early_fraud_warning.created", warning);
    }
}
