using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>Something that starts, pauses and stops, and costs while it runs: a deployment, an instance.</summary>
public sealed class ResourceRow
{
    /// <summary>Dense number: hours due at one instant are charged in its order.</summary>
    public int Number { get; init; }
    public ResourceId Id { get; init; }
    public int Account { get; init; }

    /// <summary>The customer's name for it, unique within the account.</summary>
    public required string Name { get; init; }

    /// <summary>A model of the book's resource meter: its size.</summary>
    public required string Size { get; init; }
    public int Instances { get; init; }
    public Instant Created { get; init; }

    /// <summary>The customer wants it to run.</summary>
    public bool Wanted { get; set; }

    /// <summary>It does run: wanted, paid and not blocked.</summary>
    public bool Running { get; set; }

    /// <summary>End of the last paid hour, where hours are paid in advance.</summary>
    public Instant? PaidUntil { get; set; }

    /// <summary>When credit last did not cover an hour.</summary>
    public Instant? PausedForFundsAt { get; set; }

    /// <summary>Paused by payment recovery, whatever is wanted.</summary>
    public bool Blocked { get; set; }

    /// <summary>Where seconds are paid in arrears: those before it are metered.</summary>
    public Instant? MeteredUntil { get; set; }

    /// <summary>Gone for good; null while it exists.</summary>
    public Instant? DeletedAt { get; set; }

    /// <summary>Number of its last event; 0 before the first.</summary>
    public int LastEvent { get; set; }
}

/// <summary>Who or what made a resource start or end. The numbers are stored: never change one.</summary>
public enum ResourceReason : byte
{
    Customer = 1,

    /// <summary>Credit ran out, or came back.</summary>
    Funds = 2,

    /// <summary>An invoice stayed unpaid, or was paid.</summary>
    Recovery = 3,
    Operator = 4,
}

/// <summary>One event of a resource's life; never changed.</summary>
public sealed class ResourceEventRow
{
    public int Resource { get; init; }

    /// <summary>1, 2, 3 … within the resource.</summary>
    public int Number { get; init; }
    public int Account { get; init; }
    public SessionEventKind Kind { get; init; }
    public ResourceReason Reason { get; init; }

    /// <summary>Who, as shown.</summary>
    public required string Actor { get; init; }
    public Instant At { get; init; }
    public Instant Recorded { get; init; }
}
