using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>The bank: tries to take the money of a payment intent from a card, or orders a debit from an account.</summary>
internal static class Charging
{
    private static readonly Decline NotPresent = new("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication.");
    private static readonly Decline Expired = new("expired_card", null, "Your card has expired.");

    /// <summary>
    /// The refusal, or null when the intent has gone on: succeeded, requires_capture (a hold), processing (a debit's days),
    /// or requires_action (waits for the payer's bank).
    /// </summary>
    public static Decline? Attempt(State state, JsonObject intent, JsonObject method, bool offSession, bool authenticated)
    {
        if (PaymentMethods.Means(method) is not TestCard card)
        {
            BankDebits.Order(state, intent, method);
            return null;
        }

        if (!authenticated && MustAuthenticate(card, method))
        {
            if (offSession)
                return Fail(state, intent, method, NotPresent);
            NextAction.Require(intent, "payment_intent");
            intent["payment_method"] = method.Text("id");
            intent["last_payment_error"] = null;
            state.Objects.Save(intent);
            state.Emit("payment_intent.requires_action", intent);
            return null;
        }

        SpendOutcome(state, method);
        if (card.Decline is { } decline)
            return Fail(state, intent, method, decline);
        if (IsExpired(method, state.Now))
            return Fail(state, intent, method, Expired);
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
        if (intent.Text("status") == "succeeded" && state.Objects.Find(intent.Text("latest_charge")!) is { } charge && charge.Text("balance_transaction") is null)
            Settle(state, charge);
    }

    public static void Settle(State state, JsonObject charge)
    {
        charge["balance_transaction"] = BalanceTransactions.Collect(state, charge);
        state.Objects.Save(charge);
        state.Emit("charge.updated", charge);
    }

    public static StripeFault Refusal(Decline decline, JsonObject? intent, JsonObject? charge)
    {
        var error = Error(decline, charge?.Text("id"));
        if (intent is not null)
            error[intent.Text("object")!] = Rendering.Public(intent);
        return new StripeFault(402, error, executed: true);
    }

    public static bool MustAuthenticate(TestCard card, JsonObject method) =>
        card.Authentication == Authentication.Always || (card.Authentication == Authentication.Once && !method.Flag("_authenticated"));

    public static Decline Fail(State state, JsonObject intent, JsonObject method, Decline decline, bool charged = true)
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

        Refuse(state, intent, method, Error(decline, chargeId));
        return decline;
    }

    /// <summary>Puts the intent back to where another means can be tried.</summary>
    public static void Refuse(State state, JsonObject intent, JsonObject method, JsonObject error)
    {
        error["payment_method"] = Rendering.Public(method);
        intent["status"] = "requires_payment_method";
        intent["payment_method"] = null;
        intent["next_action"] = null;
        intent["processing"] = null;
        intent["last_payment_error"] = error;
        state.Objects.Save(intent);
        state.Emit("payment_intent.payment_failed", intent);
        if (intent.Text("_invoice") is { } invoice)
            Invoicing.InvoiceCollection.Failed(state, invoice, error.Text("code"));
    }

    /// <summary>The money is there: the intent succeeds, and the means is kept where that was wished.</summary>
    public static void Receive(State state, JsonObject intent, long amount)
    {
        intent["status"] = "succeeded";
        intent["amount_received"] = amount;
        intent["amount_capturable"] = 0;
        intent["next_action"] = null;
        intent["processing"] = null;
        intent["last_payment_error"] = null;
        state.Objects.Save(intent);
        state.Emit("payment_intent.succeeded", intent);
        if (intent.Text("_invoice") is { } invoice)
            Invoicing.InvoiceCollection.Succeeded(state, invoice);
    }

    public static void KeepForLater(State state, JsonObject intent, JsonObject method, bool authenticated)
    {
        if (intent.Text("setup_future_usage") is null || intent.Text("customer") is not { } customer)
            return;
        method["_authenticated"] = authenticated || method.Flag("_authenticated");
        PaymentMethods.AttachTo(state, method, customer);
    }

    public static JsonObject Error(Decline decline, string? chargeId)
    {
        var error = new JsonObject
        {
            ["code"] = decline.Code,
            ["message"] = decline.Message,
            ["type"] = decline.Code.EndsWith("_authentication_failure", StringComparison.Ordinal) ? "invalid_request_error" : "card_error",
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

    private static void Succeed(State state, JsonObject intent, JsonObject method, TestCard card, bool authenticated)
    {
        var hold = intent.Text("capture_method") == "manual";
        var charge = Charges.New(state, intent, method, authenticated);
        charge["status"] = "succeeded";
        charge["paid"] = true;
        charge["captured"] = !hold;
        charge["amount_captured"] = hold ? 0 : intent.Whole("amount");
        charge["outcome"] = Charges.Outcome(null);
        state.Objects.Add(charge);
        state.Emit("charge.succeeded", charge);

        intent["payment_method"] = method.Text("id");
        intent["latest_charge"] = charge.Text("id");
        if (hold)
            Captures.Hold(state, intent);
        else
            Receive(state, intent, intent.Whole("amount")!.Value);
        KeepForLater(state, intent, method, authenticated);
        if (card.Aftermath is Aftermath.DisputedAsFraud or Aftermath.DisputedAsNotReceived or Aftermath.Inquiry or Aftermath.FraudWarning)
            state.Timers.Set(state.Now, Timers.Aftermath, charge.Text("id")!);
    }

    /// <summary>The outcome set from behind has had its turn, whatever it was.</summary>
    private static void SpendOutcome(State state, JsonObject method)
    {
        if (method["_outcomes"] is not JsonArray { Count: > 0 } outcomes)
            return;
        outcomes.RemoveAt(0);
        state.Objects.Save(method);
    }

    private static bool IsExpired(JsonObject method, long now)
    {
        var today = DateTimeOffset.FromUnixTimeSeconds(now);
        var card = method.Child("card")!;
        return (card.Whole("exp_year") * 12) + card.Whole("exp_month") < (today.Year * 12) + today.Month;
    }
}
