using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Invoicing;

/// <summary>Adds an invoice up: lines, discounts, taxes, then what the customer's balance leaves to pay.</summary>
internal static class InvoiceTotals
{
    public static void Compute(State state, JsonObject invoice)
    {
        var lines = InvoiceDocument.Lines(invoice);
        var subtotal = lines.Sum(l => l.Whole("amount")!.Value);
        var off = Discount(state, invoice, lines);
        var tax = Taxes.Apply(state, invoice, lines);
        invoice["subtotal"] = subtotal;
        invoice["subtotal_excluding_tax"] = subtotal;
        invoice["total_excluding_tax"] = subtotal - off;
        invoice["total"] = subtotal - off + tax;
        Due(state, invoice);
    }

    /// <summary>A credit of the customer's pays first, a debt is added; both change only when the invoice is finalized.</summary>
    public static void Due(State state, JsonObject invoice)
    {
        var balance = invoice.Text("customer") is { } id ? state.Objects.Find(id)?.Whole("balance") ?? 0 : 0;
        var due = Math.Max(0, invoice.Whole("total")!.Value + balance);
        invoice["starting_balance"] = balance;
        invoice["amount_due"] = due;
        invoice["amount_remaining"] = due - invoice.Whole("amount_paid")!.Value;
    }

    /// <summary>What a line comes to after its discounts.</summary>
    public static long Net(JsonObject line) => line.Whole("amount")!.Value - line.Children("discount_amounts").Sum(d => d.Whole("amount")!.Value);

    private static long Discount(State state, JsonObject invoice, List<JsonObject> lines)
    {
        foreach (var line in lines)
        {
            line["discount_amounts"] = new JsonArray();
            line["pretax_credit_amounts"] = new JsonArray();
        }

        var totals = new JsonArray();
        foreach (var (id, coupon) in Discounts.InForce(state, invoice))
        {
            var parts = Discounts.Allocate(coupon, [.. lines.Select(l => l.Flag("discountable") ? Net(l) : 0)]);
            foreach (var (line, part) in lines.Zip(parts).Where(p => p.First.Flag("discountable")))
            {
                ((JsonArray)line["discount_amounts"]!).Add(new JsonObject { ["amount"] = part, ["discount"] = id });
                ((JsonArray)line["pretax_credit_amounts"]!).Add(new JsonObject { ["amount"] = part, ["discount"] = id, ["type"] = "discount" });
            }

            totals.Add(new JsonObject { ["amount"] = parts.Sum(), ["discount"] = id });
        }

        invoice["total_discount_amounts"] = totals;
        invoice["total_pretax_credit_amounts"] = new JsonArray([.. totals.OfType<JsonObject>().Select(t =>
            new JsonObject { ["amount"] = t.Whole("amount"), ["discount"] = t.Text("discount"), ["type"] = "discount" })]);
        return totals.OfType<JsonObject>().Sum(t => t.Whole("amount")!.Value);
    }
}
