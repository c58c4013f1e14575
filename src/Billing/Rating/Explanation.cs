using Billing.Units;

namespace Billing.Rating;

/// <summary>Which candidate became the charge.</summary>
public enum Chosen : byte
{
    /// <summary>Nothing is charged: the call failed, is free, or is announced only.</summary>
    None,

    /// <summary>The catalog price.</summary>
    Catalog,

    /// <summary>The provider's price times the markup (KU-5).</summary>
    Upstream,

    /// <summary>A sum of resource quantities, rounded once (KS-8).</summary>
    Sum,

    /// <summary>Started steps times the price of a step (KS-16).</summary>
    Steps,
}

/// <summary>
/// How a charge came about, so that a reader with a pencil gets the same figure: quantity x rate per line, the
/// candidates, the larger one, one rounding. Built on demand from the stored event and the price-book version; never stored.
/// </summary>
/// <param name="Lines">The catalog side, in the book's order; lines with quantity 0 are left out.</param>
/// <param name="Candidates">What was compared; one where nothing is.</param>
/// <param name="Chosen">The candidate that applies; on a tie the catalog.</param>
/// <param name="Exact">The chosen value before rounding, in whole assets.</param>
/// <param name="Rounding">The rule that made a charge of it.</param>
/// <param name="Charge">The charge.</param>
/// <param name="PriceLine">The price line's name in the book, e.g. <c>chat/claude-sonnet-4.5</c>.</param>
/// <param name="WhyNothing">Where nothing is charged: the reason in plain words.</param>
public sealed record Explanation(
    IReadOnlyList<ExplanationLine> Lines,
    IReadOnlyList<Candidate> Candidates,
    Chosen Chosen,
    Fraction Exact,
    Rounding Rounding,
    Amount Charge,
    string PriceLine,
    string? WhyNothing)
{
    /// <summary>Exact sum of the earlier events that are rounded together with this one; the charge is what its rounding grew by (KS-8).</summary>
    public Fraction Before { get; init; }
}

/// <summary>One line of arithmetic.</summary>
/// <param name="Name">The book's name of the part: <c>input</c>, <c>cache_read</c>, <c>output</c>, <c>reasoning</c>, <c>image</c> …</param>
/// <param name="Quantity">How many.</param>
/// <param name="Rate">Price of one, in whole assets, the factor included.</param>
/// <param name="Factor">The cached-token factor where one applies (KU-13), else null.</param>
/// <param name="Exact">Quantity x rate.</param>
public sealed record ExplanationLine(string Name, Fraction Quantity, Fraction Rate, Fraction? Factor, Fraction Exact);

/// <summary>A price that was compared.</summary>
/// <param name="Name"><c>catalog</c> or <c>upstream</c>, or the single rule's name.</param>
/// <param name="Exact">In whole assets, before rounding.</param>
/// <param name="Formula">With its numbers: <c>3.264 cr x $0.005 x 1.5</c>.</param>
public sealed record Candidate(string Name, Fraction Exact, string Formula);
