using Billing.Units;

namespace Billing.Sessions;

/// <summary>What happens to a resource, or to the wallet that pays it. The numbers are stored.</summary>
public enum SessionEventKind : byte
{
    /// <summary>The image is being built: free (KO-5).</summary>
    Build = 1,

    /// <summary>The instance exists.</summary>
    Start = 2,

    /// <summary>Stopped for a while, by hand.</summary>
    Pause = 3,
    Resume = 4,

    /// <summary>Ended.</summary>
    Stop = 5,

    /// <summary>Credit arrives in the wallet.</summary>
    Topup = 6,
}

/// <summary>One event of a resource's life.</summary>
/// <param name="Resource">Number of the resource; ignored for a top-up.</param>
/// <param name="Units">10^-8 units of a top-up, above 0; 0 otherwise.</param>
public readonly record struct SessionEvent(Instant At, SessionEventKind Kind, int Resource = 0, long Units = 0);
