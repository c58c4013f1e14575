using Billing.Credits;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>What a customer without credit can do.</summary>
public enum WayOut : byte
{
    /// <summary>Take a higher plan.</summary>
    Upgrade,

    /// <summary>Buy credit.</summary>
    TopUp,

    /// <summary>Wait for the next cycle's included credit.</summary>
    Wait,

    /// <summary>Raise the environment's limit.</summary>
    RaiseLimit,
}

/// <summary>Nothing is left to pay with: <c>insufficient_quota</c>, <c>throttled</c> or <c>paused</c>, by the book's rule (C-28).</summary>
/// <param name="Action">What the book does.</param>
/// <param name="Ways">What leads out of it; only those that the book and the account's plan have (KS-30).</param>
/// <param name="NextCycle">When included credit comes next, where waiting is a way out.</param>
public sealed record CreditRefusal(string Code, string Message, string? Field, ZeroAction Action, IReadOnlyList<WayOut> Ways, Instant? NextCycle)
    : Refusal(Code, Message, Field)
{
    /// <summary>How long a throttled program waits before it asks again: somebody may top up at any moment.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromMinutes(1);
}
