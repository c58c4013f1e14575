namespace Billing.PriceBooks;

/// <summary>How an account stands with an invoice that could not be collected (C-15). The numbers are stored.</summary>
public enum RecoveryState : byte
{
    /// <summary>Nothing is owed, or it was paid.</summary>
    Current = 1,

    /// <summary>The charge failed (KO-37).</summary>
    Overdue = 2,
    Late = 3,
    Paused = 4,
    Suspended = 5,
}

/// <summary>What a stage takes away; each stage names all of it.</summary>
[Flags]
public enum RecoveryBlocks : byte
{
    None = 0,

    /// <summary>No new resources.</summary>
    Creation = 1,

    /// <summary>Instances are paused.</summary>
    Instances = 2,

    /// <summary>Resources are deleted, for good.</summary>
    Resources = 4,
}

/// <summary>A stage of a price book.</summary>
/// <param name="AfterDays">Days of 24 hours after the failure; 0 for the first.</param>
public sealed record RecoveryStage(int AfterDays, RecoveryState State, RecoveryBlocks Blocks);
