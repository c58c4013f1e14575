using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Invoices;

/// <summary>What stands on the invoice of a month.</summary>
/// <param name="Lines">In the order of the book; usage that became known late comes last.</param>
/// <param name="Booked">By entries, in 10^-8, 0 or more.</param>
internal sealed record BilledUsage(IReadOnlyList<InvoiceUsage> Lines, long Booked)
{
    public static BilledUsage Of(WriteScope scope, PriceBook book, int account, Instant month)
    {
        var window = month.Day.Year * 12 + month.Day.Month - 1;
        var sums = scope.Db.RunningSums.AsNoTracking()
            .Where(sum => sum.Account == account && sum.Kind == RunningSumKind.InvoiceMonth && sum.Window == window)
            .Join(scope.Db.Names, sum => sum.Name, name => name.Number, (sum, name) => new { name.Text, sum.Exact, sum.Booked }).ToList();
        var used = sums.Select(sum => new InvoiceUsage(sum.Text, Exact(sum.Exact)));
        return new([.. used.Concat(Counted(scope, book, account)).OrderBy(use => Place(book, use.Code))], sums.Sum(sum => sum.Booked));
    }

    /// <summary>What the seller's own system counts: domains.</summary>
    private static IEnumerable<InvoiceUsage> Counted(WriteScope scope, PriceBook book, int account) =>
        from allowance in book.FreeAllowances
        where allowance.Feature is not null
        let count = scope.Db.FeatureCounts.Find(account, allowance.Feature)
        where count is { Count: > 0 }
        select new InvoiceUsage(allowance.Code, count.Count);

    private static int Place(PriceBook book, string code)
    {
        var line = book.Lines.TakeWhile(line => (line.Model ?? line.Meter) != code).Count();
        return line < book.Lines.Count ? line : book.Lines.Count + book.FreeAllowances.TakeWhile(allowance => allowance.Code != code).Count();
    }

    private static Fraction Exact(string ratio)
    {
        var bar = ratio.IndexOf('/', StringComparison.Ordinal);
        return Fraction.Parse(ratio[..bar]) / Fraction.Parse(ratio[(bar + 1)..]);
    }
}
