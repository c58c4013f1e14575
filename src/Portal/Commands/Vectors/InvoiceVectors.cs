using System.Text.Json;
using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>A month's invoice.</summary>
internal static class InvoiceVectors
{
    public static object Answer(Vector vector)
    {
        var (given, when) = (vector.Given, vector.When);
        var book = BookFiles.Of(vector);
        var usage = when.List("usage").Select(used => new InvoiceUsage(used.Text("meter"), used.Exact("quantity")));
        var draft = InvoiceDecision.Draft(
            book, new(given.Moment("period_start"), given.Moment("period_end")), book.Plan(given.Str("plan")), when.AmountOrZero("plan_amount", book.Currency),
            usage, ProfileOf(given.GetProperty("tax")), Amount.Zero(book.Currency));
        return new
        {
            unit = book.Currency.Code,
            lines = draft.Lines.Select(line => new { code = line.Code, unit_price = line.UnitPrice.Text(), quantity = line.Quantity.Text(), amount = line.Amount.Text() }),
            informational = draft.Informational.Select(line => new
            {
                code = line.Code,
                quantity = line.Quantity.Text(),
                included = line.Included.Text(),
                excess = line.Excess.Text(),
                announced_price = line.AnnouncedPrice.Text(),
                announced_amount = line.AnnouncedAmount.Text(),
            }),
            subtotal = draft.Subtotal.Text(),
            tax_rate = draft.TaxRate.Rate.Text(),
            tax_reason = draft.TaxRate.Reason == TaxReason.OutsideEu ? "outside_eu" : draft.TaxRate.Reason.Word(),
            tax = draft.Tax.Text(),
            total = draft.Total.Text(),
        };
    }

    private static TaxProfile? ProfileOf(JsonElement tax) => tax.ValueKind == JsonValueKind.Null
        ? null
        : new(tax.Text("country"), tax.Flag("in_eu"), tax.Str("customer") == "business", tax.Str("vat_number"), tax.Exact("local_rate"));
}
