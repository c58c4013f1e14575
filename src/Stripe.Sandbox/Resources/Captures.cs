using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>Money held on a card and taken later (<c>capture_method=manual</c>), or let go.</summary>
internal static class Captures
{
    private const long HoldLasts = 7 * 24 * 60 * 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/payment_intents/{id}/capture", "amount_to_capture# final_capture? metadata{} statement_descriptor statement_descriptor_suffix", Capture),
    ];

    public static void Hold(State state, JsonObject intent)
    {
        intent["status"] = "requires_capture";
        intent["amount_capturable"] = intent.Whole("amount");
        intent["next_action"] = null;
        intent["last_payment_error"] = null;
        state.Objects.Save(intent);
        state.Emit("payment_intent.amount_capturable_updated", intent);
        state.Timers.Set(state.Now + HoldLasts, Timers.Hold, intent.Text("id")!);
    }

    /// <summary>The bank no longer holds the money for us.</summary>
    public static void Lapse(State state, JsonObject intent)
    {
        if (intent.Text("status") != "requires_capture")
            return;
        if (state.Objects.Find(intent.Text("latest_charge")!) is { } charge)
            state.Emit("charge.expired", charge);
        PaymentIntents.Cancel(state, intent, "automatic");
    }

    /// <summary>Lets go of a hold: the charge says so as a refund of money that was never taken.</summary>
    public static void Release(State state, JsonObject intent)
    {
        if (intent.Text("status") != "requires_capture" || state.Objects.Find(intent.Text("latest_charge")!) is not { } charge)
            return;
        intent["amount_capturable"] = 0;
        charge["amount_refunded"] = charge.Whole("amount");
        charge["refunded"] = true;
        state.Objects.Save(charge);
        state.Emit("charge.refunded", charge);
    }

    private static JsonObject Capture(Call call)
    {
        var intent = call.Subject("payment_intent");
        if (intent.Text("status") != "requires_capture")
            throw StripeFault.State($"This PaymentIntent could not be captured because it has a status of {intent.Text("status")}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.");
        var held = intent.Whole("amount_capturable")!.Value;
        var amount = call.Given.Whole("amount_to_capture") ?? held;
        if (amount < 1 || amount > held)
            throw StripeFault.Invalid($"The amount to capture must be between 1 and {held}, the amount that is held.", "amount_to_capture", "amount_too_large");

        intent["metadata"] = Metadata.Apply(intent.Child("metadata"), call.Given["metadata"]);
        var charge = call.State.Require("charge", intent.Text("latest_charge")!);
        charge["captured"] = true;
        charge["amount_captured"] = amount;
        // What is not taken goes back at once, and is counted as refunded.
        charge["amount_refunded"] = held - amount;
        call.State.Objects.Save(charge);
        call.State.Emit("charge.captured", charge);
        Charging.Receive(call.State, intent, amount);
        Charging.SettleLatest(call.State, intent);
        return intent;
    }
}
