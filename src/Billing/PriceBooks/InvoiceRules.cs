using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>How money is rounded in a book.</summary>
/// <param name="Rounding">Of every line, discount and tax: cents, half up, as a rule (C-29).</param>
public sealed record InvoiceRules(Rounding Rounding)
{
    /// <summary>Whole cents, half up.</summary>
    public static InvoiceRules Cents { get; } = new(new Rounding(Asset.UnitsPerWhole / 100, RoundingMode.HalfUp));
}

/// <summary>Something of which a part is free every month; what lies beyond it has a price.</summary>
/// <param name="Code">On the invoice: <c>bandwidth_gb</c>.</param>
/// <param name="UnitPrice">Price of one beyond, in whole money.</param>
/// <param name="Announced">The price is published and not in force: shown, never in a total (KO-8, KO-9).</param>
/// <param name="Included">Free for every plan; null where the plan's feature says how many.</param>
/// <param name="Feature">The feature whose limit is free; null where <paramref name="Included"/> says it.</param>
/// <param name="Meter">What counts it; null where the seller's own system does.</param>
/// <param name="Per">What the meter's price counts in one of it: 1,000,000,000 bytes in a GB.</param>
public sealed record FreeAllowance(string Code, string Name, Fraction UnitPrice, bool Announced, Fraction? Included, string? Feature, string? Meter, long Per)
{
    /// <summary>What is free on a plan; null for all of it.</summary>
    public Fraction? IncludedIn(Plan? plan) =>
        Feature is not { } feature ? Included
            : plan is null || !plan.Allowances.TryGetValue(feature, out var allowance) ? Fraction.Zero
            : allowance.Most is { } most ? most
            : null;
}

/// <summary>Who pays tax where (KO-21 to KO-24, C-18).</summary>
/// <param name="NotExempt">EU countries whose businesses pay local tax in spite of a number: the seller's own.</param>
public sealed record TaxRules(IReadOnlyList<string> NotExempt);
