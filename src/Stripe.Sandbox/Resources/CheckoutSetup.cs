using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>A session that saves a means of payment (<c>mode=setup</c>): no order, no money.</summary>
internal static class CheckoutSetup
{
    /// <summary>Such a session orders nothing, and says by its currency or its methods what may be saved.</summary>
    public static (List<JsonObject> Items, string? Currency) NothingOrdered(Call call)
    {
        foreach (var field in new[] { "line_items", "payment_intent_data" })
        {
            if (call.Given[field] is not null)
                throw StripeFault.Invalid($"You can not pass `{field}` in `setup` mode.", field);
        }

        var currency = call.Given.Text("currency");
        if (currency is null && call.Given["payment_method_types"] is null)
            throw StripeFault.Required("currency");
        return ([], currency is null ? null : Currency.Check(currency, "currency"));
    }

    /// <summary>The setup exists from the start, unlike a payment.</summary>
    public static void Begin(Call call, JsonObject session)
    {
        var wishes = call.Given.Child("setup_intent_data") ?? [];
        var intent = SetupIntents.New(call.State, session.Text("customer"), "off_session", session.Texts("payment_method_types"));
        intent["description"] = wishes.Text("description");
        intent["metadata"] = Metadata.Apply(null, wishes["metadata"]);
        call.State.Objects.Add(intent);
        call.State.Emit("setup_intent.created", intent);
        session["setup_intent"] = intent.Text("id");
    }

    public static PaymentResult Save(State state, JsonObject session, PayerEntry entry)
    {
        session["customer_details"] = CheckoutSessions.Details(entry.Email ?? session.Child("customer_details")?.Text("email"), entry.Name);
        state.Objects.Save(session);
        var intent = state.Require("setup_intent", session.Text("setup_intent")!);
        return Continue(state, session, intent, SetupIntents.Attempt(state, intent, PaymentMethods.Create(state, entry), authenticated: false));
    }

    /// <summary>The payer comes back from the bank's check.</summary>
    public static PaymentResult Authenticate(State state, JsonObject session, JsonObject intent, bool passed)
    {
        var method = state.Objects.Find(intent.Text("payment_method")!)!;
        return Continue(state, session, intent, passed
            ? SetupIntents.Attempt(state, intent, method, authenticated: true)
            : SetupIntents.FailAuthentication(state, intent, method));
    }

    private static PaymentResult Continue(State state, JsonObject session, JsonObject intent, Decline? refused)
    {
        if (refused is not null)
            return new(PaymentStep.Refused, refused.Message);
        if (intent.Text("status") == "requires_action")
            return new(PaymentStep.MustAuthenticate);
        session["status"] = "complete";
        state.Objects.Save(session);
        state.Emit("checkout.session.completed", session);
        return new(PaymentStep.Paid);
    }
}
