using Billing.Units;

namespace Billing.Limits;

/// <summary>A hard limit on what is charged in a UTC calendar month (KU-21: per API key). It admits below the cap and refuses once it is reached.</summary>
/// <param name="Amount">0 or more.</param>
public readonly record struct SpendCap(Amount Amount)
{
    /// <summary>The cap's name among the features; every book has it, whatever its plans say.</summary>
    public const string Feature = "monthly_spend_cap";

    /// <summary>The refusal's code.</summary>
    public const string Refusal = "limit_reached";

    /// <param name="spent">Charged in the window so far.</param>
    public bool Admits(Amount spent) => spent < Amount;

    /// <summary>What may still be charged in the window; never below zero.</summary>
    public Amount Room(Amount spent) => Amount.Max(Amount - spent, Amount.Zero(Amount.Asset));

    /// <summary>The window a usage event counts in: by when it occurred.</summary>
    public static Period WindowOf(Instant occurred) => Period.MonthOf(occurred);
}
