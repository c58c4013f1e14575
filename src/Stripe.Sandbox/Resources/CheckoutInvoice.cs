using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Resources;

/// <summary>The invoice over a one-off payment (<c>invoice_creation</c>), made when it is paid.</summary>
internal static class CheckoutInvoice
{
    public const string Parameters = "invoice_creation(enabled? invoice_data(description metadata{} footer)) ";

    public static void Begin(JsonObject given, JsonObject session)
    {
        if (given.Child("invoice_creation") is not { } wish)
            return;
        if (session.Text("mode") != "payment")
            throw StripeFault.Invalid("`invoice_creation` can only be used in `payment` mode.", "invoice_creation");
        var data = wish.Child("invoice_data");
        session["invoice_creation"] = new JsonObject
        {
            ["enabled"] = wish.Flag("enabled"),
            ["invoice_data"] = new JsonObject
            {
                ["account_tax_ids"] = null, ["custom_fields"] = null, ["description"] = data?.Text("description"), ["footer"] = data?.Text("footer"),
                ["issuer"] = null, ["metadata"] = data?["metadata"]?.DeepClone() ?? new JsonObject(), ["rendering_options"] = null,
            },
        };
        if (wish.Flag("enabled") && session["customer"] is null)
            session["customer_creation"] = "always";
    }

    public static void Add(State state, JsonObject session, JsonObject? intent)
    {
        if (session.Child("invoice_creation")?.Flag("enabled") != true || session["invoice"] is not null)
            return;
        CheckoutCustomer.Ensure(state, session);
        var wish = session.Child("invoice_creation")!.Child("invoice_data")!;
        var invoice = InvoiceDocument.New(state, state.Objects.Find(session.Text("customer")!)!, session.Text("currency")!, "manual");
        invoice["description"] = wish.Text("description");
        invoice["footer"] = wish.Text("footer");
        invoice["metadata"] = wish.CopyOf("metadata");
        if (session.Child("automatic_tax")!.Flag("enabled"))
            Taxes.Enable(invoice);
        if (CheckoutDiscounts.Coupon(state, session) is { } coupon)
        {
            var discount = Discounts.Add(state, coupon, CheckoutDiscounts.Code(state, session), session.Text("customer"), null, session.Text("id"));
            invoice["discounts"] = new JsonArray(discount.Text("id"));
        }

        foreach (var item in session.Children("_line_items"))
        {
            InvoiceDocument.AddLine(invoice, InvoiceDocument.Line(
                session.Text("currency")!, item.Text("description"), item.Whole("amount_subtotal")!.Value, item.Child("price"), item.Whole("quantity")!.Value, (state.Now, state.Now)));
        }

        InvoiceLifecycle.Open(state, invoice, withPending: false);
        InvoiceLifecycle.FinalizePaid(state, invoice, intent);
        session["invoice"] = invoice.Text("id");
    }
}
