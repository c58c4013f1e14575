using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Resources;

/// <summary>Adds a session up: items, the discount, the tax where the payer is.</summary>
internal static class CheckoutTotals
{
    public static void Compute(State state, JsonObject session)
    {
        if (session.Text("mode") == "setup")
            return;
        var items = session.Children("_line_items").ToList();
        var now = items.ConvertAll(i => session.Flag("_trial") && i.Child("price")!.Child("recurring") is not null ? 0 : i.Whole("amount_subtotal")!.Value);
        var off = CheckoutDiscounts.Coupon(state, session) is { } coupon ? Discounts.Allocate(coupon, now) : new long[items.Count];
        var rate = Rate(state, session);
        for (var i = 0; i < items.Count; i++)
        {
            var tax = rate?.On(now[i] - off[i]) ?? 0;
            items[i]["amount_discount"] = off[i];
            items[i]["amount_tax"] = tax;
            items[i]["amount_total"] = now[i] - off[i] + tax;
        }

        session["amount_subtotal"] = now.Sum();
        session["amount_total"] = items.Sum(i => i.Whole("amount_total")!.Value);
        session["total_details"] = new JsonObject
        {
            ["amount_discount"] = off.Sum(), ["amount_shipping"] = 0, ["amount_tax"] = items.Sum(i => i.Whole("amount_tax")!.Value),
        };
        CheckAmount(session);
        if (session.Text("payment_intent") is { } id && state.Objects.Find(id) is { } intent && intent.Text("status") == "requires_payment_method" && session.Whole("amount_total") > 0)
        {
            intent["amount"] = session.Whole("amount_total");
            state.Objects.Save(intent);
        }
    }

    /// <summary>Nothing at all may be due after a discount or in a trial; a little may not.</summary>
    private static void CheckAmount(JsonObject session)
    {
        var total = session.Whole("amount_total")!.Value;
        var mayBeFree = session.Text("mode") == "subscription" || session["_discount"] is not null;
        if (total > 0 || !mayBeFree)
            Currency.CheckAmount(total, session.Text("currency")!, "line_items");
    }

    private static TaxRate? Rate(State state, JsonObject session)
    {
        var tax = session.Child("automatic_tax")!;
        if (!tax.Flag("enabled"))
            return null;
        var details = session.Child("customer_details");
        var customer = session.Text("customer") is { } id ? state.Objects.Find(id) : null;
        var country = details?.Child("address")?.Text("country") ?? customer?.Child("address")?.Text("country");
        tax["status"] = country is { Length: 2 } ? "complete" : "requires_location_inputs";
        if (country is not { Length: 2 })
            return null;
        var hasVatNumber = (details?.Children("tax_ids").Any(t => t.Text("type") == "eu_vat") ?? false)
            || (customer is not null && TaxIds.Of(state, customer.Text("id")!).Exists(t => t.Text("type") == "eu_vat"));
        return Taxes.RateFor(country, customer?.Text("tax_exempt"), hasVatNumber);
    }
}
