using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Invoicing;

internal static class Invoices
{
    private const string Fields = "auto_advance? automatic_tax(enabled?) collection_method days_until_due# default_payment_method description due_date# footer metadata{} statement_descriptor " + Discounts.Parameters;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/invoices", "customer currency subscription pending_invoice_items_behavior " + Fields, Create),
        Operation.Get("/v1/invoices", ParameterShape.ListOf("collection_method created~ customer status subscription"), List),
        Operation.Get("/v1/invoices/{id}", ParameterShape.None, call => call.Subject("invoice")),
        Operation.Post("/v1/invoices/{id}", Fields, Update),
        Operation.Delete("/v1/invoices/{id}", Delete),
        Operation.Get("/v1/invoices/{id}/lines", ParameterShape.ListOf(string.Empty), call => call.Subject("invoice").CopyOf("lines")),
        Operation.Post("/v1/invoices/{id}/finalize", "auto_advance?", Finalize),
        Operation.Post("/v1/invoices/{id}/pay", "forgive? off_session? paid_out_of_band? payment_method", Pay),
        Operation.Post("/v1/invoices/{id}/void", string.Empty, call => Close(call, InvoiceLifecycle.Void, "open", "uncollectible")),
        Operation.Post("/v1/invoices/{id}/mark_uncollectible", string.Empty, call => Close(call, InvoiceLifecycle.MarkUncollectible, "open")),
        Operation.Post("/v1/invoices/{id}/send", string.Empty, Send),
    ];

    public static JsonObject RequireDraft(State state, JsonObject invoice) => invoice.Text("status") == "draft"
        ? invoice
        : throw StripeFault.Invalid($"This invoice is no longer editable: its status is {invoice.Text("status")}.", code: "invoice_not_editable");

    private static JsonObject Create(Call call)
    {
        var customer = call.State.Require("customer", call.Text("customer"), "customer");
        var subscription = call.Given.Text("subscription") is { } id ? call.State.Require("subscription", id, "subscription") : null;
        var currency = Currency.Check(call.Given.Text("currency") ?? subscription?.Text("currency") ?? customer.Text("currency") ?? "usd", "currency");
        var invoice = InvoiceDocument.New(call.State, customer, currency, "manual");
        invoice["auto_advance"] = false;
        if (subscription is not null)
            InvoiceDocument.BelongsTo(invoice, subscription);
        Apply(call, invoice);
        if (invoice.Flag("auto_advance"))
        {
            invoice["automatically_finalizes_at"] = call.State.Now + InvoiceLifecycle.DraftSeconds;
            call.State.Timers.Set(call.State.Now + InvoiceLifecycle.DraftSeconds, Subscribing.BillingTimers.Finalize, invoice.Text("id")!);
        }

        InvoiceLifecycle.Open(call.State, invoice, call.Given.Text("pending_invoice_items_behavior") == "include" || subscription is not null);
        return invoice;
    }

    private static JsonObject Update(Call call)
    {
        var invoice = call.Subject("invoice");
        if (invoice.Text("status") == "draft")
        {
            Apply(call, invoice);
            InvoiceTotals.Compute(call.State, invoice);
        }
        else if (call.Given.Any(p => p.Key is not ("metadata" or "auto_advance" or "default_payment_method" or "expand")))
        {
            RequireDraft(call.State, invoice);
        }
        else
        {
            Apply(call, invoice);
        }

        call.State.Objects.Save(invoice);
        call.State.Emit("invoice.updated", invoice);
        return invoice;
    }

    private static void Apply(Call call, JsonObject invoice)
    {
        var given = call.Given;
        foreach (var field in new[] { "description", "footer", "statement_descriptor" })
        {
            if (given.Text(field) is { } text)
                invoice[field] = text.Length == 0 ? null : text;
        }

        if (given["auto_advance"] is not null)
            invoice["auto_advance"] = given.Flag("auto_advance");
        if (given.Text("default_payment_method") is { } method)
            invoice["default_payment_method"] = call.State.Require("payment_method", method, "default_payment_method").Text("id");
        if (given.Text("collection_method") is { } collection)
            invoice["collection_method"] = collection is "charge_automatically" or "send_invoice" ? collection : throw StripeFault.Invalid("Invalid collection_method", "collection_method");
        if (given.Whole("due_date") is { } due)
            invoice["due_date"] = due;
        else if (given.Whole("days_until_due") is { } days)
            invoice["due_date"] = call.State.Now + (days * 24 * 60 * 60);
        if (given.Child("automatic_tax")?.Flag("enabled") == true)
            Taxes.Enable(invoice);
        if (given["discounts"] is not null)
            invoice["discounts"] = Discounts.Take(call.State, given, invoice.Text("customer")!, invoice.Text("currency")!, string.Empty);
        invoice["metadata"] = Metadata.Apply(invoice.Child("metadata"), given["metadata"]);
    }

    private static JsonObject List(Call call)
    {
        var conditions = call.FieldConditions("collection_method", "customer", "status").Concat(call.CreatedConditions()).ToList();
        if (call.Given.Text("subscription") is { } subscription)
            conditions.Add(("json_extract(body, '$.parent.subscription_details.subscription') = ?", subscription));
        return call.Page("invoice", "/v1/invoices", conditions);
    }

    private static JsonObject Finalize(Call call)
    {
        var invoice = RequireDraft(call.State, call.Subject("invoice"));
        if (call.Given["auto_advance"] is not null)
            invoice["auto_advance"] = call.Given.Flag("auto_advance");
        InvoiceLifecycle.FinalizeDraft(call.State, invoice);
        return call.Subject("invoice");
    }

    private static JsonObject Pay(Call call)
    {
        var state = call.State;
        var invoice = call.Subject("invoice");
        if (invoice.Text("status") == "draft")
            invoice = InvoiceLifecycle.FinalizeDraft(state, invoice);
        if (invoice.Text("status") == "paid")
            throw StripeFault.Invalid("Invoice is already paid", code: "invoice_already_paid");
        if (invoice.Text("status") == "void")
            throw StripeFault.Invalid("This invoice is void and can no longer be paid.");
        if (call.Given.Flag("paid_out_of_band"))
        {
            InvoicePayments.Cancel(state, invoice);
            return InvoiceLifecycle.MarkPaid(state, invoice);
        }

        var method = call.Given.Text("payment_method") is { } named ? PaymentMethods.Resolve(state, named).Text("id") : InvoiceCollection.DefaultMethod(state, invoice);
        if (method is null)
            throw StripeFault.Invalid("There is no default payment method set on this Customer. Please provide a payment method in the payment_method parameter.", "payment_method", "resource_missing");
        var offSession = call.Given["off_session"] is null || call.Given.Flag("off_session");
        var collected = InvoiceCollection.Attempt(state, invoice, method, offSession);
        return collected.Fault(state) is { } fault ? throw fault : collected.Invoice;
    }

    private static JsonObject Close(Call call, Action<State, JsonObject> close, params string[] from)
    {
        var invoice = call.Subject("invoice");
        if (!from.Contains(invoice.Text("status")))
            throw StripeFault.Invalid($"You can only do this to an invoice that is {string.Join(" or ", from)}; this one is {invoice.Text("status")}.", code: "status_transition_invalid");
        close(call.State, invoice);
        return invoice;
    }

    private static JsonObject Send(Call call)
    {
        var invoice = call.Subject("invoice");
        if (invoice.Text("status") == "draft")
            InvoiceLifecycle.FinalizeDraft(call.State, invoice);
        invoice = call.Subject("invoice");
        call.State.Emit("invoice.sent", invoice);
        return invoice;
    }

    private static JsonObject Delete(Call call)
    {
        var invoice = RequireDraft(call.State, call.Subject("invoice"));
        foreach (var item in call.State.Objects.Where("invoiceitem", "invoice", call.Id))
        {
            item["invoice"] = null;
            call.State.Objects.Save(item);
        }

        call.State.Objects.Remove(call.Id);
        call.State.Emit("invoice.deleted", invoice);
        return new JsonObject { ["id"] = call.Id, ["object"] = "invoice", ["deleted"] = true };
    }
}
