using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Invoicing;

/// <summary>An invoice and its lines as documents of this API version.</summary>
internal static class InvoiceDocument
{
    public static JsonObject New(State state, JsonObject customer, string currency, string reason)
    {
        var id = Ids.New("in_");
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "invoice",
            ["account_country"] = "DE",
            ["account_name"] = null,
            ["account_tax_ids"] = null,
            ["amount_due"] = 0,
            ["amount_overpaid"] = 0,
            ["amount_paid"] = 0,
            ["amount_remaining"] = 0,
            ["amount_shipping"] = 0,
            ["application"] = null,
            ["attempt_count"] = 0,
            ["attempted"] = false,
            ["auto_advance"] = true,
            ["automatic_tax"] = new JsonObject { ["disabled_reason"] = null, ["enabled"] = false, ["liability"] = null, ["provider"] = null, ["status"] = null },
            ["automatically_finalizes_at"] = null,
            ["billing_reason"] = reason,
            ["collection_method"] = "charge_automatically",
            ["created"] = state.Now,
            ["currency"] = currency,
            ["custom_fields"] = null,
            ["customer"] = customer.Text("id"),
            ["customer_account"] = null,
            ["customer_address"] = customer["address"]?.DeepClone(),
            ["customer_email"] = customer.Text("email"),
            ["customer_name"] = customer.Text("name"),
            ["customer_phone"] = customer.Text("phone"),
            ["customer_shipping"] = null,
            ["customer_tax_exempt"] = customer.Text("tax_exempt"),
            ["customer_tax_ids"] = TaxIds.Shown(state, customer.Text("id")!),
            ["default_payment_method"] = null,
            ["default_source"] = null,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = null,
            ["discounts"] = new JsonArray(),
            ["due_date"] = null,
            ["effective_at"] = null,
            ["ending_balance"] = null,
            ["footer"] = null,
            ["from_invoice"] = null,
            ["hosted_invoice_url"] = null,
            ["invoice_pdf"] = null,
            ["issuer"] = new JsonObject { ["type"] = "self" },
            ["last_finalization_error"] = null,
            ["latest_revision"] = null,
            ["lines"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(), ["has_more"] = false, ["total_count"] = 0, ["url"] = $"/v1/invoices/{id}/lines" },
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_payment_attempt"] = null,
            ["number"] = null,
            ["on_behalf_of"] = null,
            ["parent"] = null,
            ["payment_settings"] = new JsonObject { ["default_mandate"] = null, ["payment_method_options"] = null, ["payment_method_types"] = null },
            ["period_end"] = state.Now,
            ["period_start"] = state.Now,
            ["post_payment_credit_notes_amount"] = 0,
            ["pre_payment_credit_notes_amount"] = 0,
            ["receipt_number"] = null,
            ["rendering"] = null,
            ["shipping_cost"] = null,
            ["shipping_details"] = null,
            ["starting_balance"] = customer.Whole("balance"),
            ["statement_descriptor"] = null,
            ["status"] = "draft",
            ["status_transitions"] = new JsonObject { ["finalized_at"] = null, ["marked_uncollectible_at"] = null, ["paid_at"] = null, ["voided_at"] = null },
            ["subtotal"] = 0,
            ["subtotal_excluding_tax"] = 0,
            ["test_clock"] = null,
            ["total"] = 0,
            ["total_discount_amounts"] = new JsonArray(),
            ["total_excluding_tax"] = 0,
            ["total_pretax_credit_amounts"] = new JsonArray(),
            ["total_taxes"] = new JsonArray(),
            ["webhooks_delivered_at"] = null,
        };
    }

    public static JsonObject Line(string currency, string? description, long amount, JsonObject? price, long quantity, (long Start, long End) period) => new()
    {
        ["id"] = Ids.New("il_"),
        ["object"] = "line_item",
        ["amount"] = amount,
        ["currency"] = currency,
        ["description"] = description,
        ["discount_amounts"] = new JsonArray(),
        ["discountable"] = true,
        ["discounts"] = new JsonArray(),
        ["invoice"] = null,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["parent"] = null,
        ["period"] = new JsonObject { ["end"] = period.End, ["start"] = period.Start },
        ["pretax_credit_amounts"] = new JsonArray(),
        ["pricing"] = price is null ? null : Pricing(price),
        ["quantity"] = quantity,
        ["quantity_decimal"] = quantity.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["subscription"] = null,
        ["subtotal"] = amount,
        ["taxes"] = new JsonArray(),
    };

    public static JsonObject Pricing(JsonObject price) => new()
    {
        ["price_details"] = new JsonObject { ["price"] = price.Text("id"), ["product"] = price.Text("product") },
        ["type"] = "price_details",
        ["unit_amount_decimal"] = price.Text("unit_amount_decimal"),
    };

    public static void AddLine(JsonObject invoice, JsonObject line)
    {
        line["invoice"] = invoice.Text("id");
        ((JsonArray)invoice.Child("lines")!["data"]!).Add(line);
        invoice.Child("lines")!["total_count"] = Lines(invoice).Count;
    }

    public static List<JsonObject> Lines(JsonObject invoice) => [.. invoice.Child("lines")!.Children("data")];

    /// <summary>The subscription it bills; null for any other invoice.</summary>
    public static string? Subscription(JsonObject invoice) => invoice.Child("parent")?.Child("subscription_details")?.Text("subscription");

    public static void BelongsTo(JsonObject invoice, JsonObject subscription)
    {
        invoice["parent"] = new JsonObject
        {
            ["quote_details"] = null,
            ["subscription_details"] = new JsonObject { ["metadata"] = subscription.CopyOf("metadata"), ["subscription"] = subscription.Text("id") },
            ["type"] = "subscription_details",
        };
        invoice["discounts"] = subscription["discounts"]!.DeepClone();
        invoice["collection_method"] = subscription.Text("collection_method");
        if (subscription.Child("automatic_tax")!.Flag("enabled"))
            Taxes.Enable(invoice);
    }
}
