using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>The plan an account has, and the period it is paid for. Every account of a book with plans has one row.</summary>
public sealed class SubscriptionRow
{
    public int Account { get; init; }
    public required string Plan { get; set; }

    /// <summary>Of the plan; no matter where it is free.</summary>
    public BillingInterval Interval { get; set; }

    /// <summary>What is paid for. A plan without a price runs to <see cref="Instant.Latest"/>, in calendar books to the month's end.</summary>
    public Instant PeriodStart { get; set; }
    public Instant PeriodEnd { get; set; }

    /// <summary>Months of the period whose allowance has been granted.</summary>
    public int MonthsGranted { get; set; }

    /// <summary>The plan from the period's end on; null to stay.</summary>
    public string? NextPlan { get; set; }
    public BillingInterval NextInterval { get; set; }

    /// <summary>The last change of plan; null for never.</summary>
    public Instant? ChangedAt { get; set; }

    /// <summary>Since when the renewal could not be paid; null while all is well.</summary>
    public Instant? FailedAt { get; set; }
    public int Attempts { get; set; }
    public Instant? NextAttempt { get; set; }

    /// <summary>The provider's subscription that collects it; null where the portal charges the card itself, or nothing is charged.</summary>
    public string? GatewaySubscription { get; set; }

    /// <summary>Key of a wish for the period's end, or for an end at once, that the provider has not been told of yet; null where it knows.</summary>
    public string? GatewayWish { get; set; }
}

/// <summary>An offer that binds the seller until its time is over (design: 15 minutes).</summary>
public sealed class QuoteRow
{
    public QuoteId Id { get; init; }
    public int Account { get; init; }
    public required string Plan { get; init; }
    public BillingInterval Interval { get; init; }

    /// <summary>A code that was entered with it.</summary>
    public string? Coupon { get; init; }

    /// <summary>Due at once, in the book's currency, after the code and credit on account.</summary>
    public long DueNow { get; init; }
    public required string Asset { get; init; }

    /// <summary>What was promised, as JSON.</summary>
    public required string Offer { get; init; }

    /// <summary>SHA-256 of what the offer was made from: another one now means the offer is stale.</summary>
    public required byte[] Standing { get; init; }
    public Instant Created { get; init; }
    public Instant ValidUntil { get; init; }
    public Instant? AcceptedAt { get; set; }
}

/// <summary>Where a use of a code stands. The numbers are stored: never change one.</summary>
public enum RedemptionState : byte
{
    /// <summary>Kept for an open checkout or quote; counts as a use until it is released.</summary>
    Held = 1,
    Used = 2,

    /// <summary>The checkout was abandoned: the use is free again.</summary>
    Released = 3,
}

/// <summary>One use of a code by an account.</summary>
public sealed class RedemptionRow
{
    public long Number { get; init; }
    public int Account { get; init; }

    /// <summary>As the price book writes it.</summary>
    public required string Code { get; init; }
    public RedemptionState State { get; set; }

    /// <summary>What it is held or was used for: a quote's or payment's id; null on the coupon page.</summary>
    public string? Purchase { get; set; }

    /// <summary>A held use is released then.</summary>
    public Instant? HeldUntil { get; set; }

    /// <summary>Taken off a payment, in 10^-8 of the book's currency.</summary>
    public long Discount { get; init; }

    /// <summary>Granted at once, in 10^-8 of the wallet's unit.</summary>
    public long Credits { get; init; }
    public Instant At { get; init; }
}

/// <summary>How many of a feature the seller's own system counts for an account (stacks, domains).</summary>
public sealed class FeatureCountRow
{
    public int Account { get; init; }
    public required string Feature { get; init; }
    public long Count { get; set; }
    public Instant At { get; set; }
}
