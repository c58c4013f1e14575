using Billing.Plans;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>A period's price cut into parts that add up to it.</summary>
internal static class ProrationVectors
{
    public static object Answer(Vector vector)
    {
        var book = BookFiles.Of(vector);
        var given = vector.Given;
        var period = new Period(given.Moment("period_start"), given.Moment("period_end"));
        var cuts = vector.When.List("cuts").Select(cut => Instant.Parse(cut.GetString()!));
        var parts = Proration.Split(given.Amount("price", book.Currency), period, cuts, book.Invoicing.Rounding.StepUnits);
        return new
        {
            unit = book.Currency.Code,
            seconds_total = period.Seconds,
            parts = parts.Select(part => new
            {
                from = part.Period.Start.Text(),
                to = part.Period.End.Text(),
                seconds = part.Period.Seconds,
                frac = part.Exact.ToString(),
                amount = part.Amount.Text(),
            }),
            sum = parts.Aggregate(Amount.Zero(book.Currency), (sum, part) => sum + part.Amount).Text(),
        };
    }
}
