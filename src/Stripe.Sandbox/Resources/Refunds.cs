using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class Refunds
{
    private const long BankDays = 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/refunds", "amount# charge payment_intent reason metadata{}", Create),
        Operation.Get("/v1/refunds", ParameterShape.ListOf("charge created~ payment_intent"), call => call.List("refund", "/v1/refunds", "charge", "payment_intent")),
        Operation.Get("/v1/refunds/{id}", ParameterShape.None, call => call.Subject("refund")),
    ];

    public static JsonObject OfCharge(string charge, State state) => Call.ListAnswer(
        state.Objects.Page("refund", [("json_extract(body, '$.charge') = ?", charge)], new PageRequest(10, null, null)).Items.Select(Rendering.Public),
        $"/v1/charges/{charge}/refunds");

    private static JsonObject Create(Call call)
    {
        var charge = Charge(call);
        if (!charge.Flag("paid"))
            throw StripeFault.Invalid("This charge did not succeed; there is nothing to refund.", code: "charge_not_refundable");
        if (charge.Flag("disputed"))
            throw StripeFault.Invalid("Charge is disputed and cannot be refunded.", code: "charge_disputed");
        var left = charge.Whole("amount_captured")!.Value - charge.Whole("amount_refunded")!.Value;
        if (left == 0)
            throw StripeFault.Invalid($"Charge {charge.Text("id")} has already been refunded.", code: "charge_already_refunded");
        var amount = call.Given.Whole("amount") ?? left;
        if (amount < 1)
            throw StripeFault.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
        if (amount > left)
            throw StripeFault.Invalid($"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).", "amount");
        var reason = call.Given.Text("reason");
        if (reason is not (null or "duplicate" or "fraudulent" or "requested_by_customer"))
            throw StripeFault.Invalid("Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer", "reason");

        return Book(call, charge, amount, reason);
    }

    private static JsonObject Book(Call call, JsonObject charge, long amount, string? reason)
    {
        var aftermath = PaymentMethods.Card(call.State.Objects.Find(charge.Text("payment_method")!)!).Aftermath;
        var refund = new JsonObject
        {
            ["id"] = Ids.New("re_"),
            ["object"] = "refund",
            ["amount"] = amount,
            ["balance_transaction"] = Ids.New("txn_"),
            ["charge"] = charge.Text("id"),
            ["created"] = call.State.Now,
            ["currency"] = charge.Text("currency"),
            ["destination_details"] = new JsonObject { ["card"] = new JsonObject { ["type"] = "refund" }, ["type"] = "card" },
            ["metadata"] = Metadata.Apply(null, call.Given["metadata"]),
            ["payment_intent"] = charge.Text("payment_intent"),
            ["reason"] = reason,
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = aftermath == Aftermath.RefundStaysPending ? "pending" : "succeeded",
            ["transfer_reversal"] = null,
        };
        call.State.Objects.Add(refund);
        AddToCharge(call.State, charge, amount);
        call.State.Emit("refund.created", refund);
        call.State.Emit("charge.refunded", charge);
        call.State.Emit("refund.updated", refund);
        call.State.Emit("charge.updated", charge);
        if (aftermath is Aftermath.RefundStaysPending or Aftermath.RefundFails)
            call.State.Timers.Set(call.State.Now + BankDays, Timers.Refund, refund.Text("id")!);
        return refund;
    }

    /// <summary>The bank's answer to a refund that was not final at once.</summary>
    public static void Settle(State state, JsonObject refund)
    {
        if (refund.Text("status") == "pending")
        {
            refund["status"] = "succeeded";
            state.Objects.Save(refund);
            state.Emit("refund.updated", refund);
            return;
        }

        refund["status"] = "failed";
        refund["failure_reason"] = "lost_or_stolen_card";
        refund["failure_balance_transaction"] = Ids.New("txn_");
        state.Objects.Save(refund);
        var charge = state.Objects.Find(refund.Text("charge")!)!;
        AddToCharge(state, charge, -refund.Whole("amount")!.Value);
        state.Emit("refund.failed", refund);
        state.Emit("charge.refund.updated", refund);
    }

    private static void AddToCharge(State state, JsonObject charge, long amount)
    {
        var refunded = charge.Whole("amount_refunded")!.Value + amount;
        charge["amount_refunded"] = refunded;
        charge["refunded"] = refunded == charge.Whole("amount_captured");
        state.Objects.Save(charge);
    }

    private static JsonObject Charge(Call call)
    {
        if (call.Given.Text("charge") is { } charge)
            return call.State.Require("charge", charge, "charge");
        if (call.Given.Text("payment_intent") is not { } payment)
            throw StripeFault.Invalid("One of the following params should be provided for this request: payment_intent or charge.");
        var intent = call.State.Require("payment_intent", payment, "payment_intent");
        return call.State.Objects.Find(intent.Text("latest_charge") ?? string.Empty)
            ?? throw StripeFault.Invalid($"The PaymentIntent {payment} does not have a successful charge to refund.", "payment_intent");
    }
}
