using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Subscribing;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>A session that begins a subscription (<c>mode=subscription</c>): made by the first attempt to pay, kept for the next one.</summary>
internal static class CheckoutSubscription
{
    public const string Parameters = "subscription_data(metadata{} description trial_end# trial_period_days# billing_cycle_anchor# proration_behavior) payment_method_collection ";

    public static void Begin(Call call, JsonObject session)
    {
        if (call.Given.Text("mode") != "subscription")
            return;
        if (call.Given["payment_intent_data"] is not null)
            throw StripeFault.Invalid("You can not pass `payment_intent_data` in `subscription` mode.", "payment_intent_data");
        var wishes = call.Given.CopyOf("subscription_data");
        if (wishes.Whole("trial_end") is { } trial)
            wishes["trial_end"] = trial.ToString(System.Globalization.CultureInfo.InvariantCulture);
        session["_wishes"] = wishes;
        session["_trial"] = wishes["trial_end"] is not null || wishes["trial_period_days"] is not null;
        session["payment_method_collection"] = call.Given.Text("payment_method_collection") ?? "always";
        if (session["customer"] is null)
            session["customer_creation"] = "always";
    }

    public static PaymentResult Pay(State state, JsonObject session, PayerEntry entry)
    {
        var subscription = Subscription(state, session);
        if (SubscriptionDocument.IsOver(subscription))
            return new(PaymentStep.Refused, "Too much time has passed since the first attempt. Please go back and start again.");
        var invoice = state.Objects.Find(subscription.Text("latest_invoice")!)!;
        var method = PaymentMethods.Create(state, entry);
        if (invoice.Text("status") == "paid")
            return KeepCard(state, session, subscription, method);

        var collected = InvoiceCollection.Attempt(state, invoice, method.Text("id"), offSession: false);
        var intent = collected.Intent!;
        session["_subscription_intent"] = intent.Text("id");
        state.Objects.Save(session);
        return Continue(state, session, intent, collected.Refusal);
    }

    /// <summary>The payer comes back from the bank's check.</summary>
    public static PaymentResult Authenticate(State state, JsonObject session, JsonObject intent, bool passed)
    {
        var method = state.Objects.Find(intent.Text("payment_method")!)!;
        var refusal = passed
            ? Charging.Attempt(state, intent, method, offSession: false, authenticated: true)
            : Charging.FailAuthentication(state, intent, method);
        if (refusal is null)
            Charging.SettleLatest(state, intent);
        return Continue(state, session, intent, refusal);
    }

    /// <summary>The session ends unpaid: so does the subscription that waited for its first payment.</summary>
    public static void Abandon(State state, JsonObject session)
    {
        if (session.Text("_subscription") is { } id)
            SubscriptionEnd.Expire(state, state.Objects.Find(id)!);
    }

    private static PaymentResult Continue(State state, JsonObject session, JsonObject intent, Decline? refusal)
    {
        if (refusal is not null)
            return new(PaymentStep.Refused, refusal.Message);
        if (intent.Text("status") == "requires_action")
            return new(PaymentStep.MustAuthenticate);
        Complete(state, session, intent.Text("status") == "succeeded" ? "paid" : "unpaid");
        return new(PaymentStep.Paid);
    }

    /// <summary>Nothing is due now (a trial, a whole discount): the card is kept for later.</summary>
    private static PaymentResult KeepCard(State state, JsonObject session, JsonObject subscription, JsonObject method)
    {
        PaymentMethods.AttachTo(state, method, subscription.Text("customer")!);
        subscription["default_payment_method"] = method.Text("id");
        SubscriptionDocument.Save(state, subscription);
        Complete(state, session, "no_payment_required");
        return new(PaymentStep.Paid);
    }

    private static void Complete(State state, JsonObject session, string paymentStatus)
    {
        var subscription = state.Objects.Find(session.Text("_subscription")!)!;
        session["subscription"] = subscription.Text("id");
        session["invoice"] = subscription.Text("latest_invoice");
        session["status"] = "complete";
        session["payment_status"] = paymentStatus;
        state.Objects.Save(session);
        state.Emit("checkout.session.completed", session);
    }

    private static JsonObject Subscription(State state, JsonObject session)
    {
        if (session.Text("_subscription") is { } id)
            return state.Objects.Find(id)!;
        CheckoutCustomer.Ensure(state, session);
        var given = session.CopyOf("_wishes");
        given["customer"] = session.Text("customer");
        given["items"] = Ordered(session, recurring: true);
        given["add_invoice_items"] = Ordered(session, recurring: false);
        given["discounts"] = CheckoutDiscounts.HandOver(state, session);
        given["automatic_tax"] = new JsonObject { ["enabled"] = session.Child("automatic_tax")!.Flag("enabled") };
        given["payment_settings"] = new JsonObject { ["save_default_payment_method"] = "on_subscription" };
        var subscription = SubscriptionStart.Open(state, given);
        session["_subscription"] = subscription.Text("id");
        state.Objects.Save(session);
        return subscription;
    }

    private static JsonArray Ordered(JsonObject session, bool recurring) => new([.. session.Children("_line_items")
        .Where(i => i.Child("price")!.Child("recurring") is not null == recurring)
        .Select(i => new JsonObject { ["_price"] = i["price"]!.DeepClone(), ["quantity"] = i.Whole("quantity") })]);
}
