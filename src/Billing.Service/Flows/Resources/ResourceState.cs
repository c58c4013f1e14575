using Billing.Service.Storage;
using Billing.Sessions;

namespace Billing.Service.Flows.Resources;

/// <summary>How a resource stands, with the reason.</summary>
public enum ResourceState : byte
{
    /// <summary>Created and never started: it costs nothing.</summary>
    NotStarted = 1,

    /// <summary>Its image is being built: it costs nothing yet (KO-5).</summary>
    Building = 2,
    Running = 3,

    /// <summary>By a member of the organisation.</summary>
    Paused = 4,

    /// <summary>Waits for credit (DP-18).</summary>
    OutOfCredits = 5,

    /// <summary>Waits until an invoice is paid (KO-38).</summary>
    UnpaidInvoice = 6,
    Stopped = 7,
    Deleted = 8,
}

internal static class ResourceStates
{
    /// <param name="last">The kind of its last event; null before the first.</param>
    public static ResourceState Of(ResourceRow resource, SessionEventKind? last) => resource switch
    {
        { DeletedAt: not null } => ResourceState.Deleted,
        { Running: true } => ResourceState.Running,
        { Wanted: true, Blocked: true } => ResourceState.UnpaidInvoice,
        { Wanted: true } => ResourceState.OutOfCredits,
        _ => last switch
        {
            null => ResourceState.NotStarted,
            SessionEventKind.Build => ResourceState.Building,
            SessionEventKind.Pause => ResourceState.Paused,
            _ => ResourceState.Stopped,
        },
    };
}
