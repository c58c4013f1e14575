namespace BillingPortal.Portal.Parts;

/// <summary>How much of an amount is wanted.</summary>
public enum MoneyStyle
{
    /// <summary>Two decimals; below a cent up to six, never a zero for what is not zero.</summary>
    Total,
    /// <summary>One event: six decimals below one unit, two above.</summary>
    Event,
    /// <summary>A unit price: six decimals, eight where it has them, so that a column keeps one precision.</summary>
    Rate,
    /// <summary>What one hour of something costs: every digit it has, two at least, for whoever multiplies it.</summary>
    Price,
    /// <summary>Projections and budgets: whole units from ten on.</summary>
    Whole,
    /// <summary>All eight decimals.</summary>
    Exact,
}
