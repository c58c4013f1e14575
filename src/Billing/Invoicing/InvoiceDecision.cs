using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Invoicing;

/// <summary>What was used in the period.</summary>
/// <param name="Code">A model or meter that the book prices, or the code of one of its free allowances.</param>
/// <param name="Quantity">In the price's unit, 0 or more: seconds, GB, domains.</param>
/// <param name="Late">It belongs to a month that was invoiced before it became known.</param>
/// <param name="PricedBy">The book version in force when it was used; null for the invoice's own.</param>
public readonly record struct InvoiceUsage(string Code, Fraction Quantity, bool Late = false, PriceBook? PricedBy = null);

/// <summary>A line that is paid.</summary>
/// <param name="UnitPrice">In whole money, exact.</param>
/// <param name="Amount">Quantity x price, rounded by itself.</param>
public sealed record InvoiceLine(string Code, Fraction UnitPrice, Fraction Quantity, Amount Amount)
{
    /// <summary>An adjustment: usage of a month that was invoiced before it became known.</summary>
    public bool Late { get; init; }
}

/// <summary>A line that is only shown: what would be due if the announced price were in force.</summary>
public sealed record InformationalLine(string Code, Fraction Quantity, Fraction Included, Fraction Excess, Fraction AnnouncedPrice, Amount AnnouncedAmount);

/// <summary>An invoice before it gets a number. All amounts in the book's currency.</summary>
/// <param name="AccountCredit">Taken from credit on account, after tax; below zero where something is owed from before.</param>
/// <param name="Due">What is collected: total less credit.</param>
public sealed record InvoiceDraft(
    Period Period, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<InformationalLine> Informational,
    Amount Subtotal, TaxRate TaxRate, Amount Tax, Amount Total, Amount AccountCredit, Amount Due);

/// <summary>A month's invoice: the plan first, then usage in the order given; each line rounded before the sum (KO-17, KO-18).</summary>
public static class InvoiceDecision
{
    /// <param name="plan">Of the period; null for none.</param>
    /// <param name="planAmount">What the plan costs in this period, proration included; no line where it is zero.</param>
    /// <param name="usage">Lines that cost nothing by their price (a free instance, KO-12) are left out.</param>
    /// <param name="credit">On account; at most what is due is taken. Below zero for what a bank took back: all of it comes onto this invoice.</param>
    /// <exception cref="ArgumentException">A code that the book neither prices nor allows.</exception>
    public static InvoiceDraft Draft(PriceBook book, Period period, Plan? plan, Amount planAmount, IEnumerable<InvoiceUsage> usage, TaxProfile? profile, Amount credit)
    {
        var lines = new List<InvoiceLine>();
        var informational = new List<InformationalLine>();
        if (plan is not null && !planAmount.IsZero) lines.Add(new($"{plan.Id}_plan", Whole(planAmount), Fraction.One, planAmount));
        foreach (var used in usage.Where(used => !used.Quantity.IsZero))
        {
            if (book.FreeAllowances.FirstOrDefault(allowance => allowance.Code == used.Code) is { } allowance) Add(book, allowance, plan, used, lines, informational);
            else if (UnitPriceOf(used.PricedBy ?? book, used.Code) is { IsZero: false } price) lines.Add(Line(book, used, price, used.Quantity));
        }

        var subtotal = lines.Aggregate(Amount.Zero(book.Currency), (sum, line) => sum + line.Amount);
        var rate = TaxRate.Of(book.Tax, profile);
        var tax = Rounded(book, Whole(subtotal) * rate.Rate);
        var total = subtotal + tax;
        var taken = Amount.Min(credit, total);
        return new(period, lines, informational, subtotal, rate, tax, total, taken, total - taken);
    }

    private static void Add(
        PriceBook book, FreeAllowance allowance, Plan? plan, InvoiceUsage used, List<InvoiceLine> lines, List<InformationalLine> informational)
    {
        var included = allowance.IncludedIn(plan) ?? used.Quantity;
        var excess = Fraction.Max(used.Quantity - included, Fraction.Zero);
        if (allowance.Announced) informational.Add(new(used.Code, used.Quantity, included, excess, allowance.UnitPrice, Rounded(book, excess * allowance.UnitPrice)));
        else if (!excess.IsZero) lines.Add(Line(book, used, allowance.UnitPrice, excess));
    }

    private static Fraction UnitPriceOf(PriceBook book, string code)
    {
        var line = book.Lines.FirstOrDefault(line => (line.Model ?? line.Meter) == code)
            ?? throw new ArgumentException($"The price book {book.Id} has no price for '{code}'", nameof(code));
        return line.UnitPrice ?? throw new ArgumentException($"'{code}' is priced by several quantities: it has no single unit price", nameof(code));
    }

    private static InvoiceLine Line(PriceBook book, InvoiceUsage used, Fraction price, Fraction quantity) =>
        new(used.Code, price, quantity, Rounded(book, quantity * price)) { Late = used.Late };

    private static Amount Rounded(PriceBook book, Fraction exact) => new(book.Invoicing.Rounding.ToUnits(exact), book.Currency);

    private static Fraction Whole(Amount amount) => Fraction.Of(amount.Units, Asset.UnitsPerWhole);
}
