using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>The bank: tries to take the money of a payment intent from a card.</summary>
internal static class Charging
{
    private static readonly Decline NotPresent = new("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication.");

    /// <summary>The refusal, or null when the intent has succeeded or waits for the payer's bank (requires_action).</summary>
    public static Decline? Attempt(State state, JsonObject intent, JsonObject method, bool offSession, bool authenticated)
    {
        var card = PaymentMethods.Card(method);
        if (!authenticated && MustAuthenticate(card, method))
        {
            if (offSession)
                return Fail(state, intent, method, NotPresent);
            intent["status"] = "requires_action";
            intent["payment_method"] = method.Text("id");
            intent["last_payment_error"] = null;
            intent["next_action"] = new JsonObject { ["type"] = "use_stripe_sdk", ["use_stripe_sdk"] = new JsonObject { ["type"] = "three_d_secure_redirect" } };
            state.Objects.Save(intent);
            state.Emit("payment_intent.requires_action", intent);
            return null;
        }

        if (card.Decline is { } decline)
            return Fail(state, intent, method, decline);
        Succeed(state, intent, method, card, authenticated);
        return null;
    }

    /// <summary>The payer did not pass the bank's check.</summary>
    public static Decline FailAuthentication(State state, JsonObject intent, JsonObject method) => Fail(state, intent, method, new(
        "payment_intent_authentication_failure", null,
        "We are unable to authenticate your payment method. Please choose a different payment method and try again."), charged: false);

    /// <summary>The fee and the balance transaction are known a moment after the charge.</summary>
    public static void SettleLatest(State state, JsonObject intent)
    {
        if (intent.Text("status") != "succeeded" || state.Objects.Find(intent.Text("latest_charge")!) is not { } charge)
            return;
        charge["balance_transaction"] = Ids.New("txn_");
        state.Objects.Save(charge);
        state.Emit("charge.updated", charge);
    }

    public static StripeFault Refusal(Decline decline, JsonObject? intent, JsonObject? charge)
    {
        var error = Error(decline, charge?.Text("id"));
        if (intent is not null)
            error["payment_intent"] = Rendering.Public(intent);
        return new StripeFault(402, error, executed: true);
    }

    private static bool MustAuthenticate(TestCard card, JsonObject method) =>
        card.Authentication == Authentication.Always || (card.Authentication == Authentication.Once && !method.Flag("_authenticated"));

    private static Decline Fail(State state, JsonObject intent, JsonObject method, Decline decline, bool charged = true)
    {
        string? chargeId = null;
        if (charged)
        {
            var charge = Charges.New(state, intent, method);
            charge["status"] = "failed";
            charge["failure_code"] = decline.Code;
            charge["failure_message"] = decline.Message;
            charge["outcome"] = Charges.Outcome(decline);
            state.Objects.Add(charge);
            state.Emit("charge.failed", charge);
            intent["latest_charge"] = chargeId = charge.Text("id");
        }

        var error = Error(decline, chargeId);
        error["payment_method"] = Rendering.Public(method);
        intent["status"] = "requires_payment_method";
        intent["payment_method"] = null;
        intent["next_action"] = null;
        intent["last_payment_error"] = error;
        state.Objects.Save(intent);
        state.Emit("payment_intent.payment_failed", intent);
        return decline;
    }

    private static void Succeed(State state, JsonObject intent, JsonObject method, TestCard card, bool authenticated)
    {
        var charge = Charges.New(state, intent, method);
        charge["status"] = "succeeded";
        charge["paid"] = true;
        charge["captured"] = true;
        charge["amount_captured"] = intent.Whole("amount");
        charge["outcome"] = Charges.Outcome(null);
        state.Objects.Add(charge);
        state.Emit("charge.succeeded", charge);

        intent["status"] = "succeeded";
        intent["payment_method"] = method.Text("id");
        intent["amount_received"] = intent.Whole("amount");
        intent["latest_charge"] = charge.Text("id");
        intent["next_action"] = null;
        intent["last_payment_error"] = null;
        state.Objects.Save(intent);
        state.Emit("payment_intent.succeeded", intent);

        if (intent.Text("setup_future_usage") is not null && intent.Text("customer") is { } customer)
        {
            method["_authenticated"] = authenticated || method.Flag("_authenticated");
            PaymentMethods.AttachTo(state, method, customer);
        }

        if (card.Aftermath is Aftermath.DisputedAsFraud or Aftermath.DisputedAsNotReceived or Aftermath.Inquiry or Aftermath.FraudWarning)
            state.Timers.Set(state.Now, Timers.Aftermath, charge.Text("id")!);
    }

    private static JsonObject Error(Decline decline, string? chargeId)
    {
        var error = new JsonObject
        {
            ["code"] = decline.Code,
            ["message"] = decline.Message,
            ["type"] = decline.Code == "payment_intent_authentication_failure" ? "invalid_request_error" : "card_error",
        };
        if (chargeId is not null)
            error["charge"] = chargeId;
        if (decline.Reason is not null)
            error["decline_code"] = decline.Reason;
        if (decline.Code == "incorrect_cvc")
            error["param"] = "cvc";
        if (decline.Code == "expired_card")
            error["param"] = "exp_month";
        return error;
    }
}
