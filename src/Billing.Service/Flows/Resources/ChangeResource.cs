using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Flows.Resources;

/// <summary>What a member may do with a resource.</summary>
public enum ResourceAction : byte
{
    /// <summary>Builds its image; free.</summary>
    Build,
    Start,

    /// <summary>For a while. A paid hour runs on.</summary>
    Pause,
    Resume,

    /// <summary>Ends it; a paid hour ends with it.</summary>
    Stop,

    /// <summary>Stops it for good.</summary>
    Delete,
}

/// <param name="Key">Made when the button is shown: pressing twice does it once.</param>
public sealed record ResourceChange(AccountId Account, ResourceId Resource, ResourceAction Action, string Key);

/// <param name="PaidUntil">End of the paid hour; null where there is none.</param>
public sealed record ResourceStanding(ResourceId Resource, ResourceState State, Instant? PaidUntil);

/// <summary>Starts, pauses, resumes, stops and deletes a resource. What that costs follows at once, in the same transaction.</summary>
public sealed class ChangeResource(Writer writer, IMemberships memberships)
{
    public async Task<Outcome<ResourceStanding>> Run(Actor actor, ResourceChange change, CancellationToken cancel)
    {
        if (await memberships.Check(actor, change.Account, Permission.RunResources, cancel) is { } refusal) return refusal;
        return await writer.Run(scope => Carry(scope, actor, change), cancel);
    }

    private static Outcome<ResourceStanding> Carry(WriteScope scope, Actor actor, ResourceChange change)
    {
        if (scope.Find(change.Account) is not { } wallet
            || ResourceCharging.Of(scope, wallet.Account) is not { } charging
            || scope.Db.Resources.FirstOrDefault(row => row.Id == change.Resource && row.Account == wallet.Account) is not { } resource)
            return new Refusal("not_found", "There is no such resource.");
        var command = new NewCommand(
            $"resource:{change.Key}", Kind(change.Action), wallet.Account, actor.Label, RequestHash.Of(change.Account, change.Resource, change.Action),
            Note: resource.Name);
        return scope.Once<ResourceStanding>(command, _ =>
        {
            var last = LastKind(scope, resource);
            if (Refused(change.Action, resource, last) is { } no) return no;
            if (change.Action == ResourceAction.Delete) charging.Delete(resource, ResourceReason.Customer, actor.Label, scope.Now);
            else charging.Carry(resource, EventOf(change.Action), ResourceReason.Customer, actor.Label, scope.Now);
            return new ResourceStanding(resource.Id, ResourceStates.Of(resource, LastKind(scope, resource)), resource.PaidUntil);
        });
    }

    /// <summary>Null when it may be done as things stand.</summary>
    private static Refusal? Refused(ResourceAction action, ResourceRow resource, SessionEventKind? last) => (action, resource) switch
    {
        (_, { DeletedAt: not null }) => new("deleted", $"{resource.Name} was deleted."),
        (ResourceAction.Delete, _) => null,
        (ResourceAction.Build or ResourceAction.Start or ResourceAction.Resume, { Wanted: true }) => new("already_running", Wanted(resource)),
        (ResourceAction.Start or ResourceAction.Resume, { Blocked: true }) => new("blocked", $"{resource.Name} can start again when the unpaid invoice is paid."),
        (ResourceAction.Pause, { Wanted: false }) => new("not_running", $"{resource.Name} does not run."),
        (ResourceAction.Stop, { Wanted: false, PaidUntil: null }) when last is not SessionEventKind.Pause => new("not_running", $"{resource.Name} does not run."),
        _ => null,
    };

    private static string Wanted(ResourceRow resource) => resource switch
    {
        { Running: true } => $"{resource.Name} runs already.",
        { Blocked: true } => $"{resource.Name} resumes by itself when the unpaid invoice is paid.",
        _ => $"{resource.Name} resumes by itself when credit covers it.",
    };

    private static SessionEventKind? LastKind(WriteScope scope, ResourceRow resource) =>
        resource.LastEvent == 0 ? null : scope.Db.ResourceEvents.Find(resource.Number, resource.LastEvent)!.Kind;

    private static SessionEventKind EventOf(ResourceAction action) => action switch
    {
        ResourceAction.Build => SessionEventKind.Build,
        ResourceAction.Start => SessionEventKind.Start,
        ResourceAction.Pause => SessionEventKind.Pause,
        ResourceAction.Resume => SessionEventKind.Resume,
        ResourceAction.Stop => SessionEventKind.Stop,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "is no event of a session"),
    };

    private static string Kind(ResourceAction action) => $"resource_{action.ToString().ToLowerInvariant()}";
}
