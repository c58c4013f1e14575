using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class Refunds
{
    /// <summary>The setting that makes a refund need money in the balance; without it the balance may go negative.</summary>
    public const string NeedsBalance = "refunds_need_balance";
    private const long BankTime = 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/refunds", "amount# charge currency instructions_email payment_intent reason metadata{}", Create),
        Operation.Get("/v1/refunds", ParameterShape.ListOf("charge created~ payment_intent"), call => call.List("refund", "/v1/refunds", "charge", "payment_intent")),
        Operation.Get("/v1/refunds/{id}", ParameterShape.None, call => call.Subject("refund")),
        Operation.Post("/v1/refunds/{id}", "metadata{}", Update),
        Operation.Post("/v1/refunds/{id}/cancel", string.Empty, Cancel),
    ];

    public static JsonObject OfCharge(string charge, State state)
    {
        var (newest, more) = state.Objects.Page("refund", [("json_extract(body, '$.charge') = ?", charge)], new PageRequest(10, null, null));
        return Call.ListAnswer(newest.Select(Rendering.Public), $"/v1/charges/{charge}/refunds", more);
    }

    /// <summary>The bank's answer to a refund that was not final at once.</summary>
    public static void Settle(State state, JsonObject refund)
    {
        if (refund.Text("status") == "pending")
        {
            refund["status"] = "succeeded";
            refund.Remove("pending_reason");
            state.Objects.Save(refund);
            state.Emit("refund.updated", refund);
            state.Emit("charge.refund.updated", refund);
        }
        else if (refund.Text("status") == "succeeded")
        {
            Fail(state, refund, "lost_or_stolen_card");
        }
    }

    /// <summary>The money comes back: the charge counts as refunded by that much less.</summary>
    public static void Fail(State state, JsonObject refund, string reason)
    {
        if (refund.Text("status") is not ("pending" or "succeeded"))
            throw StripeFault.Invalid($"A refund that is {refund.Text("status")} cannot fail.");
        var charge = state.Objects.Find(refund.Text("charge")!)!;
        refund["status"] = "failed";
        refund["failure_reason"] = reason;
        refund["failure_balance_transaction"] = BalanceTransactions.TakeBack(state, refund, IsCard(charge));
        refund.Remove("pending_reason");
        state.Objects.Save(refund);
        AddToCharge(state, charge, -refund.Whole("amount")!.Value);
        state.Emit("refund.failed", refund);
        state.Emit("charge.refund.updated", refund);
        state.Emit("refund.updated", refund);
    }

    private static JsonObject Create(Call call)
    {
        var charge = Charge(call);
        var id = charge.Text("id")!;
        if (!charge.Flag("paid"))
            throw StripeFault.Invalid("This charge did not succeed; there is nothing to refund.", code: "charge_not_refundable");
        var left = charge.Whole("amount")!.Value - charge.Whole("amount_refunded")!.Value;
        if (left == 0)
            throw StripeFault.Invalid($"Charge {id} has already been refunded.", code: "charge_already_refunded");
        if (!charge.Flag("captured"))
            throw StripeFault.Invalid($"Charge {id} is not captured. Cancel its PaymentIntent to let go of the money.", code: "charge_not_refundable");
        if (Disputes.Bars(call.State, id))
            throw StripeFault.Invalid($"Charge {id} has been charged back; cannot issue a refund.", code: "charge_disputed");
        var amount = call.Given.Whole("amount") ?? left;
        if (amount < 1)
            throw StripeFault.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
        if (amount > left)
            throw StripeFault.Invalid($"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).", "amount");
        if (call.Given.Text("currency") is { } currency && currency != charge.Text("currency"))
            throw StripeFault.Invalid("The currency of a refund is its charge's.", "currency");
        var reason = call.Given.Text("reason");
        if (reason is not (null or "duplicate" or "fraudulent" or "requested_by_customer"))
            throw StripeFault.Invalid("Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer", "reason");
        if (call.State.Setting(NeedsBalance) == "true" && BalanceTransactions.Total(call.State, charge.Text("currency")!) < amount)
            throw StripeFault.Invalid("Insufficient funds in your Stripe balance to refund this amount.", code: "balance_insufficient");

        return Book(call.State, charge, amount, reason, Metadata.Apply(null, call.Given["metadata"]));
    }

    private static JsonObject Book(State state, JsonObject charge, long amount, string? reason, JsonObject metadata)
    {
        var aftermath = PaymentMethods.Means(state.Objects.Find(charge.Text("payment_method")!)!).Aftermath;
        var card = IsCard(charge);
        var pending = aftermath == Aftermath.RefundStaysPending || !card;
        var type = charge.Child("payment_method_details")!.Text("type")!;
        var refund = new JsonObject
        {
            ["id"] = Ids.New(card ? "re_" : "pyr_"),
            ["object"] = "refund",
            ["amount"] = amount,
            ["balance_transaction"] = null,
            ["charge"] = charge.Text("id"),
            ["created"] = state.Now,
            ["currency"] = charge.Text("currency"),
            ["customer"] = charge.Text("customer"),
            ["destination_details"] = card
                ? new JsonObject { ["card"] = new JsonObject { ["reference_status"] = "pending", ["reference_type"] = "acquirer_reference_number", ["type"] = "refund" }, ["type"] = "card" }
                : new JsonObject { ["type"] = type == "us_bank_account" ? "us_bank_transfer" : "eu_bank_transfer" },
            ["metadata"] = metadata,
            ["payment_intent"] = charge.Text("payment_intent"),
            ["payment_method"] = charge.Text("payment_method"),
            ["reason"] = reason,
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = pending ? "pending" : "succeeded",
            ["transfer_reversal"] = null,
        };
        if (pending)
            refund["pending_reason"] = "processing";
        refund["balance_transaction"] = BalanceTransactions.GiveBack(state, refund, card);
        state.Objects.Add(refund);
        AddToCharge(state, charge, amount);
        state.Emit("refund.created", refund);
        state.Emit("charge.refunded", charge);
        state.Emit("refund.updated", refund);
        state.Emit("charge.updated", charge);
        if (pending || aftermath == Aftermath.RefundFails)
            state.Timers.Set(state.Now + BankTime, Timers.Refund, refund.Text("id")!);
        return refund;
    }

    private static JsonObject Update(Call call)
    {
        var refund = call.Subject("refund");
        refund["metadata"] = Metadata.Apply(refund.Child("metadata"), call.Given["metadata"]);
        call.State.Objects.Save(refund);
        call.State.Emit("refund.updated", refund);
        call.State.Emit("charge.refund.updated", refund);
        return refund;
    }

    /// <summary>Only a refund that waits for its payer could be called off, and cards and debits have none.</summary>
    private static JsonObject Cancel(Call call) => throw StripeFault.Invalid(
        $"This refund cannot be canceled: its status is {call.Subject("refund").Text("status")}, and only requires_action can be.");

    private static void AddToCharge(State state, JsonObject charge, long amount)
    {
        var refunded = charge.Whole("amount_refunded")!.Value + amount;
        charge["amount_refunded"] = refunded;
        charge["refunded"] = refunded == charge.Whole("amount");
        state.Objects.Save(charge);
    }

    private static bool IsCard(JsonObject charge) => charge.Child("payment_method_details")!.Text("type") == "card";

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
