using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal enum PaymentStep
{
    Paid,
    MustAuthenticate,
    Refused,
    Closed,
}

/// <summary>How far a payment on the hosted page got; the message is for the payer.</summary>
internal sealed record PaymentResult(PaymentStep Step, string? Message = null);

/// <summary>What the payer does on the hosted page.</summary>
internal static class CheckoutPayment
{
    public static PaymentResult Pay(State state, JsonObject session, PayerEntry entry)
    {
        if (session.Text("status") == "complete")
            return new(PaymentStep.Paid);
        if (session.Text("status") != "open")
            return new(PaymentStep.Closed);
        if (session.Text("mode") == "setup")
            return CheckoutSetup.Save(state, session, entry);

        CheckoutTaxes.TakeDetails(state, session, entry);
        if (CheckoutTaxes.LacksPlace(session))
            return new(PaymentStep.Refused, "Please choose your country first: the tax depends on it.");
        if (CheckoutCompletion.IsFree(session))
            return CheckoutCompletion.WithoutPayment(state, session);
        CheckoutTaxes.KeepWithCustomer(state, session);
        if (session.Text("mode") == "subscription")
            return CheckoutSubscription.Pay(state, session, entry);
        var intent = Intent(state, session);
        var method = PaymentMethods.Create(state, entry);
        return Continue(state, session, intent, Charging.Attempt(state, intent, method, offSession: false, authenticated: false));
    }

    /// <summary>The payer comes back from the bank's check.</summary>
    public static PaymentResult Authenticate(State state, JsonObject session, bool passed)
    {
        if (session.Text("status") == "complete")
            return new(PaymentStep.Paid);
        if (session.Text("status") != "open" || WaitingIntent(state, session) is not { } intent)
            return new(PaymentStep.Closed);
        if (session.Text("mode") == "setup")
            return CheckoutSetup.Authenticate(state, session, intent, passed);
        if (session.Text("mode") == "subscription")
            return CheckoutSubscription.Authenticate(state, session, intent, passed);
        var method = state.Objects.Find(intent.Text("payment_method")!)!;
        return Continue(state, session, intent, passed
            ? Charging.Attempt(state, intent, method, offSession: false, authenticated: true)
            : Charging.FailAuthentication(state, intent, method));
    }

    /// <summary>The session's payment or setup, if it waits for the bank's check.</summary>
    public static JsonObject? WaitingIntent(State state, JsonObject session) =>
        Intent(session) is { } id && state.Objects.Find(id) is { } intent && intent.Text("status") == "requires_action" ? intent : null;

    /// <summary>The id of the payment or setup behind the session; null while there is none.</summary>
    public static string? Intent(JsonObject session) => session.Text("payment_intent") ?? session.Text("setup_intent") ?? session.Text("_subscription_intent");

    /// <summary>The bank's answer to a session that was complete but not yet paid.</summary>
    public static void TellLater(State state, JsonObject intent)
    {
        var waiting = state.Objects.Page("checkout.session", [("json_extract(body, '$.payment_intent') = ?", intent.Text("id")!)], new PageRequest(1, null, null)).Items;
        if (waiting is not [var session] || session.Text("payment_status") != "unpaid" || session.Text("status") != "complete")
            return;
        var paid = intent.Text("status") == "succeeded";
        session["payment_status"] = paid ? "paid" : "unpaid";
        if (paid)
            CheckoutCompletion.Finish(state, session, intent);
        state.Objects.Save(session);
        state.Emit(paid ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", session);
    }

    private static PaymentResult Continue(State state, JsonObject session, JsonObject intent, Decline? refused)
    {
        if (refused is not null)
            return new(PaymentStep.Refused, refused.Message);
        if (intent.Text("status") == "requires_action")
            return new(PaymentStep.MustAuthenticate);

        session["status"] = "complete";
        // A debit's days and a hold are no payment yet.
        session["payment_status"] = intent.Text("status") == "succeeded" ? "paid" : "unpaid";
        CheckoutCompletion.Finish(state, session, intent);
        state.Objects.Save(session);
        state.Emit("checkout.session.completed", session);
        Charging.SettleLatest(state, intent);
        return new(PaymentStep.Paid);
    }

    /// <summary>Made by the first attempt to pay, kept for the next one.</summary>
    private static JsonObject Intent(State state, JsonObject session)
    {
        if (session.Text("payment_intent") is { } id)
            return state.Objects.Find(id)!;
        var wishes = session.Child("_intent") ?? [];
        var intent = PaymentIntents.New(state, session.Whole("amount_total")!.Value, session.Text("currency")!, session.Text("customer"));
        foreach (var field in new[] { "description", "receipt_email", "setup_future_usage" })
            intent[field] = wishes.Text(field);
        intent["capture_method"] = wishes.Text("capture_method") ?? intent.Text("capture_method");
        intent["payment_method_types"] = session["payment_method_types"]!.DeepClone();
        intent["metadata"] = Metadata.Apply(null, wishes["metadata"]);
        state.Objects.Add(intent);
        state.Emit("payment_intent.created", intent);
        session["payment_intent"] = intent.Text("id");
        state.Objects.Save(session);
        return intent;
    }
}
