using Billing.Credits;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>When the customer pays.</summary>
public enum FundingMode : byte
{
    /// <summary>Grants first, usage burns them.</summary>
    Prepaid,

    /// <summary>Usage first, an invoice after the period.</summary>
    Postpaid,
}

/// <summary>Who bears the list price that no grant covered.</summary>
public enum UncoveredRule : byte
{
    /// <summary>The seller: recorded, never collected (C-24).</summary>
    Absorb,

    /// <summary>The customer, as debt.</summary>
    Debt,
}

/// <summary>The wallet of every account of the book.</summary>
/// <param name="Unit">What the wallet counts: the currency, or the book's credit.</param>
/// <param name="UnitsPerCurrency">Whole units for one whole of the currency; 1 for a money wallet.</param>
public sealed record WalletRules(
    Asset Unit, Fraction UnitsPerCurrency, FundingMode Funding, ZeroAction AtZero, UncoveredRule Uncovered, PaymentRule Payment);

/// <summary>What can be bought, and what comes on top.</summary>
/// <param name="Minimum">Least payment.</param>
/// <param name="Maximum">Greatest single payment.</param>
/// <param name="PayStepUnits">Payments are whole multiples of it: 1,000,000 for whole cents.</param>
/// <param name="Offers">Payments shown as buttons, ascending.</param>
/// <param name="Tiers">Bonus by the tier reached, ascending; empty for none.</param>
/// <param name="BonusRounding">The one rounding of a bonus.</param>
public sealed record TopUpRules(
    Amount Minimum, Amount Maximum, long PayStepUnits, IReadOnlyList<Amount> Offers, IReadOnlyList<BonusTier> Tiers, Rounding BonusRounding);

/// <summary>A bonus from a payment on.</summary>
/// <param name="From">Least payment of the tier.</param>
/// <param name="Rate">Share of the credits bought that comes on top, for the whole payment (KU-17).</param>
public sealed record BonusTier(Amount From, Fraction Rate);

/// <summary>What becomes of a purchase's bonus when its payment goes back.</summary>
public enum BonusOnRefund : byte
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>It goes back in the proportion of the payment that goes back; with all unused credit, all of what is left of it.</summary>
    TakeBack,
}

/// <summary>How operators refund (KU-27, KU-28).</summary>
/// <param name="ToBank">Whether money may go back to the bank at all.</param>
public sealed record RefundRules(bool ToBank, BonusOnRefund Bonus);

/// <summary>How a resource that starts, pauses and stops is charged.</summary>
public enum ResourceCharge : byte
{
    /// <summary>Every started hour, when it begins (DP-11 to DP-13).</summary>
    HourInAdvance,

    /// <summary>Every second, when it is over (KO-2).</summary>
    SecondInArrears,
}

/// <summary>Resources of a book: deployments, instances.</summary>
/// <param name="Meter">Whose price lines are their sizes.</param>
/// <param name="Name">The seller's word for one.</param>
/// <param name="FreeSizes">Feature that says how many instances of sizes without a price a plan has; null for any number.</param>
/// <param name="PaidSizes">Feature that says whether, or how many, instances with a price a plan has; null for any number.</param>
public sealed record ResourceRules(string Meter, string Name, ResourceCharge Charge, string? FreeSizes, string? PaidSizes);

/// <summary>What automatic refill proposes (DP-15); its use is the customer's choice.</summary>
/// <param name="Threshold">Wallet unit.</param>
/// <param name="Refill">Wallet unit.</param>
public sealed record AutoRefillOffer(Amount Threshold, Amount Refill, AutoRefillRules Rules);

/// <summary>The seat belts of automatic refill.</summary>
/// <param name="MostADay">Refills a day (UTC) that no customer can raise; 1 or more.</param>
/// <param name="CoolDown">Least time between two tries.</param>
/// <param name="BackOff">After the first soft refusal in a row, the second and so on; the last one holds for all that follow. Not empty.</param>
/// <param name="StopAfter">Refusals in a row after which it pauses; 1 or more.</param>
public sealed record AutoRefillRules(int MostADay, TimeSpan CoolDown, IReadOnlyList<TimeSpan> BackOff, int StopAfter)
{
    /// <summary>Where a book says nothing else.</summary>
    public static AutoRefillRules Usual { get; } = new(3, TimeSpan.FromMinutes(10), [TimeSpan.FromHours(1), TimeSpan.FromHours(24)], 3);
}

/// <summary>How a new card is checked (KO-32).</summary>
/// <param name="Hold">Held on it and let go at once; the book's currency, above 0.</param>
public sealed record CardCheckRules(Amount Hold);

/// <summary>The pages of the portal a book may put in its menu.</summary>
public enum Page : byte
{
    Overview,
    Usage,
    Requests,
    TopCosts,
    Credits,
    TopUp,
    AutoRefill,
    Alerts,
    Plan,
    Coupons,
    Transactions,
    Receipts,
    Invoices,
    PaymentMethods,
    Environments,
    Resources,
    Keys,
    Pricing,
    PromptCaching,
}
