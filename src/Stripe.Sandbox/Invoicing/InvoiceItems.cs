using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Invoicing;

/// <summary>What waits for the customer's next invoice. An amount below zero is a credit.</summary>
internal static class InvoiceItems
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/invoiceitems", """
            amount# currency customer description discountable? invoice metadata{} period(start# end#) pricing(price) quantity# subscription unit_amount_decimal
            price_data(currency product unit_amount# unit_amount_decimal tax_behavior)
            """, Create),
        Operation.Get("/v1/invoiceitems", ParameterShape.ListOf("created~ customer invoice pending?"), List),
        Operation.Get("/v1/invoiceitems/{id}", ParameterShape.None, call => call.Subject("invoiceitem")),
        Operation.Delete("/v1/invoiceitems/{id}", Delete),
    ];

    public static JsonObject Add(State state, string customer, string currency, long amount, string? description, JsonObject? price, long quantity, (long Start, long End) period, string? subscription)
    {
        var item = new JsonObject
        {
            ["id"] = Ids.New("ii_"),
            ["object"] = "invoiceitem",
            ["amount"] = amount,
            ["currency"] = currency,
            ["customer"] = customer,
            ["customer_account"] = null,
            ["date"] = state.Now,
            ["description"] = description,
            ["discountable"] = amount > 0,
            ["discounts"] = new JsonArray(),
            ["invoice"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["net_amount"] = amount,
            ["parent"] = subscription is null ? null : new JsonObject
            {
                ["subscription_details"] = new JsonObject { ["subscription"] = subscription }, ["type"] = "subscription_details",
            },
            ["period"] = new JsonObject { ["end"] = period.End, ["start"] = period.Start },
            ["pricing"] = price is null ? null : InvoiceDocument.Pricing(price),
            ["proration"] = false,
            ["quantity"] = quantity,
            ["quantity_decimal"] = quantity.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["tax_rates"] = new JsonArray(),
            ["test_clock"] = null,
            ["_created"] = state.Now,
        };
        state.Objects.Add(item);
        return item;
    }

    /// <summary>Marks an item as the change of a subscription in the middle of what was paid.</summary>
    public static void MarkProration(State state, JsonObject item, string subscriptionItem)
    {
        item["proration"] = true;
        item["discountable"] = false;
        item["proration_details"] = new JsonObject { ["credited_items"] = null, ["discount_amounts"] = new JsonArray() };
        item.Child("parent")!.Child("subscription_details")!["subscription_item"] = subscriptionItem;
        state.Objects.Save(item);
    }

    /// <summary>Moves what waits onto the invoice: the customer's own items and those of the subscription it bills.</summary>
    public static void TakePending(State state, JsonObject invoice)
    {
        var subscription = InvoiceDocument.Subscription(invoice);
        foreach (var item in state.Objects.Where("invoiceitem", "customer", invoice.Text("customer")!))
        {
            var owner = Owner(item);
            if (item.Text("invoice") is null && item.Text("currency") == invoice.Text("currency") && (owner is null || owner == subscription))
                Put(state, item, invoice);
        }
    }

    public static void Put(State state, JsonObject item, JsonObject invoice)
    {
        var period = item.Child("period")!;
        var line = InvoiceDocument.Line(
            item.Text("currency")!, item.Text("description"), item.Whole("amount")!.Value, null, item.Whole("quantity")!.Value, (period.Whole("start")!.Value, period.Whole("end")!.Value));
        line["discountable"] = item.Flag("discountable");
        line["metadata"] = item.CopyOf("metadata");
        line["pricing"] = item["pricing"]?.DeepClone();
        line["subscription"] = Owner(item);
        line["parent"] = Parent(item);
        InvoiceDocument.AddLine(invoice, line);
        item["invoice"] = invoice.Text("id");
        state.Objects.Save(item);
    }

    public static string? Owner(JsonObject item) => item.Child("parent")?.Child("subscription_details")?.Text("subscription");

    private static JsonObject Parent(JsonObject item)
    {
        var details = new JsonObject
        {
            ["invoice_item"] = item.Text("id"),
            ["proration"] = item.Flag("proration"),
            ["proration_details"] = item.Flag("proration") ? new JsonObject { ["credited_items"] = null } : null,
            ["subscription"] = Owner(item),
        };
        if (item.Child("parent")?.Child("subscription_details")?.Text("subscription_item") is not { } subscriptionItem)
            return new JsonObject { ["invoice_item_details"] = details, ["subscription_item_details"] = null, ["type"] = "invoice_item_details" };
        details["subscription_item"] = subscriptionItem;
        return new JsonObject { ["invoice_item_details"] = null, ["subscription_item_details"] = details, ["type"] = "subscription_item_details" };
    }

    private static JsonObject Create(Call call)
    {
        var customer = call.State.Require("customer", call.Text("customer"), "customer").Text("id")!;
        var subscription = call.Given.Text("subscription") is { } id ? call.State.Require("subscription", id, "subscription").Text("id") : null;
        var (price, amount, currency, quantity) = Amount(call);
        var period = call.Given.Child("period");
        var item = Add(
            call.State, customer, currency, amount, call.Given.Text("description"), price, quantity,
            (period?.Whole("start") ?? call.State.Now, period?.Whole("end") ?? call.State.Now), subscription);
        if (call.Given["discountable"] is not null)
            item["discountable"] = call.Given.Flag("discountable");
        item["metadata"] = Metadata.Apply(null, call.Given["metadata"]);
        call.State.Objects.Save(item);
        call.State.Emit("invoiceitem.created", item);
        if (call.Given.Text("invoice") is { } invoiceId)
        {
            var invoice = Invoices.RequireDraft(call.State, call.State.Require("invoice", invoiceId, "invoice"));
            Put(call.State, item, invoice);
            InvoiceTotals.Compute(call.State, invoice);
            call.State.Objects.Save(invoice);
        }

        return item;
    }

    private static (JsonObject? Price, long Amount, string Currency, long Quantity) Amount(Call call)
    {
        var quantity = call.Given.Whole("quantity") ?? 1;
        if (call.Given.Whole("amount") is { } amount)
        {
            var named = Currency.Check(call.Text("currency"), "currency");
            return (null, Currency.CheckPart(amount, named, "amount"), named, 1);
        }

        var asked = new JsonObject();
        if (call.Given.Child("pricing")?.Text("price") is { } id)
            asked["price"] = id;
        if (call.Given["price_data"] is { } data)
            asked["price_data"] = data.DeepClone();
        if (asked.Count == 0)
            throw StripeFault.Required("amount");
        var price = Prices.Of(call.State, asked, "pricing");
        var currency = price.Text("currency")!;
        return (price, Currency.CheckPart(Prices.Amount(price, quantity), currency, "quantity"), currency, quantity);
    }

    private static JsonObject List(Call call)
    {
        var conditions = call.FieldConditions("customer", "invoice").Concat(call.CreatedConditions()).ToList();
        if (call.Given["pending"] is not null)
            conditions.Add(("(json_extract(body, '$.invoice') IS NULL) = ?", call.Given.Flag("pending") ? 1 : 0));
        return call.Page("invoiceitem", "/v1/invoiceitems", conditions);
    }

    private static JsonObject Delete(Call call)
    {
        var item = call.Subject("invoiceitem");
        if (item.Text("invoice") is { } id)
        {
            var invoice = Invoices.RequireDraft(call.State, call.State.Objects.Find(id)!);
            var lines = (JsonArray)invoice.Child("lines")!["data"]!;
            lines.Remove(lines.OfType<JsonObject>().First(l => l.Child("parent")?.Child("invoice_item_details")?.Text("invoice_item") == call.Id));
            InvoiceTotals.Compute(call.State, invoice);
            call.State.Objects.Save(invoice);
        }

        call.State.Objects.Remove(call.Id);
        call.State.Emit("invoiceitem.deleted", item);
        return new JsonObject { ["id"] = call.Id, ["object"] = "invoiceitem", ["deleted"] = true };
    }
}
