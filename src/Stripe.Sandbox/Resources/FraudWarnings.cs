using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>The card's bank says a charge may be fraud, before anybody disputes it.</summary>
internal static class FraudWarnings
{
    private const string Kind = "radar.early_fraud_warning";
    private const string Url = "/v1/radar/early_fraud_warnings";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get(Url, ParameterShape.ListOf("charge created~ payment_intent"), call => call.List(Kind, Url, "charge", "payment_intent")),
        Operation.Get(Url + "/{id}", ParameterShape.None, call => call.Subject(Kind)),
    ];

    public static JsonObject Warn(State state, JsonObject charge)
    {
        var warning = new JsonObject
        {
            ["id"] = Ids.New("issfr_"),
            ["object"] = Kind,
            ["actionable"] = !charge.Flag("refunded") && !charge.Flag("disputed"),
            ["charge"] = charge.Text("id"),
            ["created"] = state.Now,
            ["fraud_type"] = "unauthorized_use_of_card",
            ["livemode"] = false,
            ["payment_intent"] = charge.Text("payment_intent"),
        };
        state.Objects.Add(warning);
        state.Emit("radar.early_fraud_warning.created", warning);
        return warning;
    }
}
