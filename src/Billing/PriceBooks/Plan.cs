using Billing.Credits;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>How often a plan is paid. The numbers are stored.</summary>
public enum BillingInterval : byte
{
    Month = 1,
    Year = 2,
}

/// <summary>How a plan is taken.</summary>
public enum PlanSale : byte
{
    /// <summary>Costs nothing; it is what an account has without a subscription, or a free tier.</summary>
    Free,

    /// <summary>Paid in advance per month or year.</summary>
    Subscription,

    /// <summary>Agreed with the seller (KS-28); never bought in the portal.</summary>
    Contact,
}

/// <summary>A plan of a price book. Plans stand in the book from the lowest to the highest; the first is what an account without one has.</summary>
public sealed record Plan
{
    /// <summary>Lower-case slug.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whom it is for, in the seller's words; null for none.</summary>
    public required string? Audience { get; init; }

    /// <summary>Place in the book, 0 for the lowest.</summary>
    public required int Rank { get; init; }

    public required PlanSale Sale { get; init; }

    /// <summary>Price of a month; null where it is not sold by month.</summary>
    public required Amount? Month { get; init; }

    /// <summary>Price of a year; null where it is not sold by year.</summary>
    public required Amount? Year { get; init; }

    /// <summary>Credit granted at the start of every billing month, also within a year (MS-15, KS-21); the wallet's unit.</summary>
    public required Amount Included { get; init; }

    /// <summary>Credit granted once, with the first use of the plan (KS-20).</summary>
    public required Amount Starter { get; init; }

    /// <summary>Taken off debits from bought credit (MS-20).</summary>
    public required DebitDiscount Discount { get; init; }

    /// <summary>A card must be on file (KO-35).</summary>
    public required bool NeedsCard { get; init; }

    /// <summary>What the plan allows, for every feature of the book.</summary>
    public required IReadOnlyDictionary<string, Allowance> Allowances { get; init; }

    /// <summary>Null where it is not sold so; zero for a free plan, however it is paid.</summary>
    public Amount? PriceOf(BillingInterval interval, Asset currency) =>
        Sale == PlanSale.Free ? Amount.Zero(currency) : interval == BillingInterval.Month ? Month : Year;
}
