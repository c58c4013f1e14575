using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>Where automatic refill stands. The numbers are stored: never change one.</summary>
public enum RefillState : byte
{
    Off = 0,
    On = 1,

    /// <summary>Stopped by itself; <see cref="RefillRow.PausedBecause"/> says why. Only a person turns it on again.</summary>
    Paused = 2,
}

/// <summary>An account's automatic refill: what the customer set, and how it stands (DP-15, DP-16).</summary>
public sealed class RefillRow
{
    public int Account { get; init; }
    public RefillState State { get; set; }

    /// <summary>Below it a refill starts; 10^-8 of the wallet's unit.</summary>
    public long Threshold { get; set; }

    /// <summary>What one refill adds; 10^-8 of the wallet's unit.</summary>
    public long Amount { get; set; }

    /// <summary>Most money in a calendar month, in 10^-8 of the book's currency.</summary>
    public long MonthCeiling { get; set; }

    /// <summary>Most refills a day (UTC).</summary>
    public int DayLimit { get; set; }

    /// <summary>A code; null while it runs.</summary>
    public string? PausedBecause { get; set; }

    /// <summary>Refusals in a row.</summary>
    public int Failures { get; set; }

    /// <summary>No attempt before: the back-off after a soft refusal.</summary>
    public Instant? NotBefore { get; set; }

    /// <summary>The last attempt, whatever came of it: the cool-down counts from here.</summary>
    public Instant? LastAttempt { get; set; }
    public Instant ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}

/// <summary>A line of the diary: one look at the balance, and what came of it. Looks that saw and decided the same are one line.</summary>
public sealed class RefillNoteRow
{
    public long Number { get; init; }
    public int Account { get; init; }

    /// <summary>Of the first such look.</summary>
    public Instant At { get; init; }

    /// <summary>Of the last one.</summary>
    public Instant LastAt { get; set; }
    public int Looks { get; set; }

    /// <summary>As the last look saw it, in 10^-8.</summary>
    public long Balance { get; set; }
    public long Threshold { get; init; }

    /// <summary>A code: <c>started</c>, <c>paid</c>, <c>cooling_down</c>, <c>month_ceiling</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>For the customer, one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The payment it is about; null for none.</summary>
    public PaymentId? Payment { get; init; }
}
