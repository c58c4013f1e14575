using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Resources;

/// <summary>Debits from bank accounts: ordered now, answered by the bank days later.</summary>
internal static class BankDebits
{
    public static void Order(State state, JsonObject intent, JsonObject method)
    {
        var account = (TestAccount)PaymentMethods.Means(method);
        var charge = Charges.New(state, intent, method);
        state.Objects.Add(charge);
        intent["status"] = "processing";
        intent["payment_method"] = method.Text("id");
        intent["latest_charge"] = charge.Text("id");
        intent["next_action"] = null;
        intent["last_payment_error"] = null;
        state.Objects.Save(intent);
        state.Emit("payment_intent.processing", intent);
        state.Emit("charge.pending", charge);
        Charging.KeepForLater(state, intent, method, authenticated: true);
        state.Timers.Set(state.Now + (long)account.Answer.TotalSeconds, Timers.Debit, intent.Text("id")!);
    }

    /// <summary>The bank answers.</summary>
    public static void Answer(State state, JsonObject intent)
    {
        if (intent.Text("status") != "processing")
            return;
        var method = state.Objects.Find(intent.Text("payment_method")!)!;
        var charge = state.Objects.Find(intent.Text("latest_charge")!)!;
        var account = (TestAccount)PaymentMethods.Means(method);
        if (account.Refusal is { } refusal)
            SendBack(state, intent, method, charge, refusal);
        else
            Pay(state, intent, charge, account);
        CheckoutPayment.TellLater(state, intent);
    }

    private static void Pay(State state, JsonObject intent, JsonObject charge, TestAccount account)
    {
        charge["status"] = "succeeded";
        charge["paid"] = true;
        charge["captured"] = true;
        charge["amount_captured"] = charge.Whole("amount");
        charge["outcome"] = Charges.Outcome(null);
        state.Objects.Save(charge);
        state.Emit("charge.succeeded", charge);
        Charging.Receive(state, intent, intent.Whole("amount")!.Value);
        Charging.SettleLatest(state, intent);
        if (account.Aftermath != Aftermath.None)
            state.Timers.Set(state.Now, Timers.Aftermath, charge.Text("id")!);
    }

    private static void SendBack(State state, JsonObject intent, JsonObject method, JsonObject charge, Decline refusal)
    {
        charge["status"] = "failed";
        charge["failure_code"] = refusal.Code;
        charge["failure_message"] = refusal.Message;
        charge["outcome"] = Charges.Outcome(refusal);
        state.Objects.Save(charge);
        state.Emit("charge.failed", charge);
        Charging.Refuse(state, intent, method, new JsonObject
        {
            ["charge"] = charge.Text("id"),
            ["code"] = "payment_intent_payment_attempt_failed",
            ["decline_code"] = refusal.Code,
            ["message"] = refusal.Message,
            ["type"] = "invalid_request_error",
        });
    }
}
