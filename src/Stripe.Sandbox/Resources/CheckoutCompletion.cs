using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Resources;

/// <summary>What the end of a payment session settles beside the money.</summary>
internal static class CheckoutCompletion
{
    /// <summary>Uses the discount and writes the invoice; the session is kept by the caller.</summary>
    public static void Finish(State state, JsonObject session, JsonObject? intent)
    {
        CheckoutDiscounts.Use(state, session);
        if (intent is null || intent.Text("status") == "succeeded")
            CheckoutInvoice.Add(state, session, intent);
    }

    /// <summary>Nothing is due, neither now nor later.</summary>
    public static bool IsFree(JsonObject session) => session.Text("mode") == "payment" && session.Whole("amount_total") == 0;

    /// <summary>A whole discount leaves nothing to pay: complete without a payment.</summary>
    public static PaymentResult WithoutPayment(State state, JsonObject session)
    {
        if (session.Text("status") != "open" || !IsFree(session))
            return new(PaymentStep.Closed);
        CheckoutTaxes.KeepWithCustomer(state, session);
        Finish(state, session, null);
        session["status"] = "complete";
        session["payment_status"] = "no_payment_required";
        state.Objects.Save(session);
        state.Emit("checkout.session.completed", session);
        return new(PaymentStep.Paid);
    }
}
