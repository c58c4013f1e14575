using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>What stands on the invoice of a month.</summary>
/// <param name="Lines">In the order of the book; usage that became known late comes last.</param>
/// <param name="Booked">By entries, in 10^-8, 0 or more.</param>
internal sealed record BilledUsage(IReadOnlyList<InvoiceUsage> Lines, long Booked)
{
    public static BilledUsage Of(WriteScope scope, PriceBook book, int account, Instant month)
    {
        var metered = scope.UsageOfMonth(account, month);
        var lines = metered.Select(used => new InvoiceUsage(used.Code, used.Quantity, used.Late, scope.Books.ByNumber(used.PriceVersion).Book)).Concat(Counted(scope, book, account));
        return new([.. lines.OrderBy(line => line.Late).ThenBy(line => Place(book, line.Code)).ThenBy(line => line.PricedBy?.EffectiveFrom)], metered.Sum(used => used.Booked));
    }

    /// <summary>What the seller's own system counts, as it stands at the month's end: domains.</summary>
    private static IEnumerable<InvoiceUsage> Counted(WriteScope scope, PriceBook book, int account) =>
        from allowance in book.FreeAllowances
        where allowance is { Meter: null, Feature: not null }
        let count = scope.Db.FeatureCounts.Find(account, allowance.Feature)
        where count is { Count: > 0 }
        select new InvoiceUsage(allowance.Code, count.Count);

    private static int Place(PriceBook book, string code)
    {
        var line = book.Lines.TakeWhile(line => (line.Model ?? line.Meter) != code).Count();
        return line < book.Lines.Count ? line : book.Lines.Count + book.FreeAllowances.TakeWhile(allowance => allowance.Code != code).Count();
    }
}
