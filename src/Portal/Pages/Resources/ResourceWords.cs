using Billing.PriceBooks;
using Billing.Service.Flows.Resources;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Sessions;
using Billing.Units;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Pages.Resources;

/// <summary>A resource's states and events in words.</summary>
internal static class ResourceWords
{
    /// <summary>What a member may do with it as it stands, the usual first.</summary>
    public static IReadOnlyList<ResourceAction> Actions(ResourceState state) => state switch
    {
        ResourceState.Running => [ResourceAction.Pause, ResourceAction.Stop],
        ResourceState.Paused => [ResourceAction.Resume, ResourceAction.Stop],
        ResourceState.OutOfCredits or ResourceState.UnpaidInvoice => [ResourceAction.Stop],
        ResourceState.NotStarted or ResourceState.Building or ResourceState.Stopped => [ResourceAction.Start, ResourceAction.Delete],
        _ => [],
    };

    public static (string Word, Tone Tone) State(ResourceState state) => state switch
    {
        ResourceState.NotStarted => ("not started", Tone.Neutral),
        ResourceState.Building => ("building", Tone.Info),
        ResourceState.Running => ("running", Tone.Good),
        ResourceState.Paused => ("paused by hand", Tone.Neutral),
        ResourceState.OutOfCredits => ("out of credits", Tone.Warn),
        ResourceState.UnpaidInvoice => ("unpaid invoice", Tone.Bad),
        ResourceState.Stopped => ("stopped", Tone.Neutral),
        ResourceState.Deleted => ("deleted", Tone.Neutral),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state"),
    };

    /// <summary>What comes next, or what to do; null where the state says it all.</summary>
    public static string? Next(ResourceLine resource, ResourceCharge charge, Instant now) => resource.State switch
    {
        ResourceState.Running when resource.NextCharge is { } at => $"next hour charged at {DateText.Minute(at)}",
        ResourceState.Running => charge == ResourceCharge.SecondInArrears ? "counted by the second" : null,
        ResourceState.Paused when resource.PaidUntil > now => $"paid until {DateText.Minute(resource.PaidUntil.Value)}: resuming is free until then",
        ResourceState.OutOfCredits => "Top up to resume",
        ResourceState.UnpaidInvoice => "Resumes when the invoice is paid",
        _ => null,
    };

    public static string Event(ResourceEventLine e) => (e.Kind, e.Reason) switch
    {
        (SessionEventKind.Build, _) => "Build began",
        (SessionEventKind.Start, _) => "Started",
        (SessionEventKind.Pause, ResourceReason.Funds) => "Paused: out of credits",
        (SessionEventKind.Pause, ResourceReason.Recovery) => "Paused: unpaid invoice",
        (SessionEventKind.Pause, _) => "Paused",
        (SessionEventKind.Resume, ResourceReason.Funds) => "Resumed: credit covers it again",
        (SessionEventKind.Resume, ResourceReason.Recovery) => "Resumed: the invoice is paid",
        (SessionEventKind.Resume, _) => "Resumed",
        (SessionEventKind.Stop, ResourceReason.Recovery) => "Ended: the invoice stayed unpaid",
        (SessionEventKind.Stop, _) => "Stopped",
        _ => e.Kind.ToString(),
    };
}
