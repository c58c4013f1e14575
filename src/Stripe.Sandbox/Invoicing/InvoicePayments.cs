using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Invoicing;

/// <summary>The link between an invoice and the payment intent that is to pay it: the only place where either finds the other.</summary>
internal static class InvoicePayments
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/invoice_payments", ParameterShape.ListOf("created~ invoice status payment(type payment_intent)"), List),
        Operation.Get("/v1/invoice_payments/{id}", ParameterShape.None, call => call.Subject("invoice_payment")),
    ];

    public static JsonObject Of(State state, string invoice) => Call.ListAnswer(
        state.Objects.Where("invoice_payment", "invoice", invoice).Select(Rendering.Public), "/v1/invoice_payments");

    /// <summary>What the invoice is to be paid with; null when it has nothing to pay.</summary>
    public static JsonObject? Default(State state, JsonObject invoice) =>
        state.Objects.Where("invoice_payment", "invoice", invoice.Text("id")!).Find(p => p.Flag("is_default") && p.Text("status") != "canceled");

    public static JsonObject? Intent(State state, JsonObject invoice) =>
        Default(state, invoice)?.Child("payment")?.Text("payment_intent") is { } id ? state.Objects.Find(id) : null;

    /// <summary>Asks for the money: a payment intent over what is due.</summary>
    public static JsonObject Open(State state, JsonObject invoice)
    {
        var due = invoice.Whole("amount_remaining")!.Value;
        var intent = PaymentIntents.New(state, due, invoice.Text("currency")!, invoice.Text("customer"));
        intent["description"] = invoice.Text("billing_reason") switch
        {
            "subscription_create" => "Subscription creation",
            "subscription_cycle" or "subscription_update" => "Subscription update",
            _ => invoice.Text("description") ?? $"Payment for Invoice {invoice.Text("number")}",
        };
        // The card of a subscription's first payment is kept for the next ones.
        intent["setup_future_usage"] = invoice.Text("billing_reason") == "subscription_create" ? "off_session" : null;
        intent["_invoice"] = invoice.Text("id");
        state.Objects.Add(intent);
        Link(state, invoice, intent);
        state.Emit("payment_intent.created", intent);
        return intent;
    }

    public static void Link(State state, JsonObject invoice, JsonObject intent) =>
        state.Objects.Add(new JsonObject
        {
            ["id"] = Ids.New("inpay_"),
            ["object"] = "invoice_payment",
            ["amount_paid"] = null,
            ["amount_requested"] = intent.Whole("amount"),
            ["created"] = state.Now,
            ["currency"] = invoice.Text("currency"),
            ["invoice"] = invoice.Text("id"),
            ["is_default"] = true,
            ["livemode"] = false,
            ["payment"] = new JsonObject { ["payment_intent"] = intent.Text("id"), ["type"] = "payment_intent" },
            ["status"] = "open",
            ["status_transitions"] = new JsonObject { ["canceled_at"] = null, ["paid_at"] = null },
        });

    public static void MarkPaid(State state, JsonObject invoice)
    {
        if (Default(state, invoice) is not { } payment)
            return;
        payment["amount_paid"] = payment.Whole("amount_requested");
        payment["status"] = "paid";
        payment.Child("status_transitions")!["paid_at"] = state.Now;
        state.Objects.Save(payment);
        state.Emit("invoice_payment.paid", payment);
    }

    /// <summary>The invoice asks for nothing any more; its payment can't be confirmed.</summary>
    public static void Cancel(State state, JsonObject invoice)
    {
        if (Default(state, invoice) is not { } payment)
            return;
        if (Intent(state, invoice) is { } intent && intent.Text("status") is not ("succeeded" or "canceled" or "processing"))
            PaymentIntents.Cancel(state, intent, "void_invoice");
        payment["status"] = "canceled";
        payment.Child("status_transitions")!["canceled_at"] = state.Now;
        state.Objects.Save(payment);
    }

    private static JsonObject List(Call call)
    {
        var conditions = call.FieldConditions("invoice", "status").Concat(call.CreatedConditions()).ToList();
        if (call.Given.Child("payment") is { } payment)
        {
            if (payment.Text("type") is not "payment_intent")
                throw StripeFault.Invalid("Invalid payment[type]: the sandbox knows payment_intent.", "payment[type]");
            conditions.Add(("json_extract(body, '$.payment.payment_intent') = ?", payment.Text("payment_intent") ?? throw StripeFault.Required("payment[payment_intent]")));
        }

        return call.Page("invoice_payment", "/v1/invoice_payments", conditions);
    }
}
