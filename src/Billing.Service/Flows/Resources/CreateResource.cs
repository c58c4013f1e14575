using Billing.Plans;
using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Flows.Recovery;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Flows.Resources;

/// <param name="Id">Made when the form opens: sending twice creates one.</param>
/// <param name="Name">1 to 60 characters; unique within the account, for ever, so that what it cost stays told apart.</param>
/// <param name="Size">A model of the book's resource meter, by id or name.</param>
/// <param name="Instances">1 to 100.</param>
/// <param name="Start">Start it at once; else it is there and costs nothing.</param>
public sealed record NewResource(AccountId Account, ResourceId Id, string Name, string Size, int Instances, bool Start);

/// <summary>Creates a deployment or instance of a size the book sells, as far as the plan and payment recovery allow.</summary>
public sealed class CreateResource(Writer writer, IMemberships memberships)
{
    public const int LongestName = 60;
    public const int MostInstances = 100;

    public async Task<Outcome<ResourceStanding>> Run(Actor actor, NewResource asked, CancellationToken cancel)
    {
        if (await memberships.Check(actor, asked.Account, Permission.RunResources, cancel) is { } refusal) return refusal;
        return await writer.Run(scope => Create(scope, actor, asked with { Name = asked.Name.Trim() }), cancel);
    }

    private static Outcome<ResourceStanding> Create(WriteScope scope, Actor actor, NewResource asked)
    {
        if (scope.Find(asked.Account) is not { } wallet || scope.BookOf(wallet.Account, scope.Now) is not { Resources: { } rules } book)
            return new Refusal("not_found", "There are no resources here.");
        var command = new NewCommand(
            $"resource:{asked.Id}", "resource_create", wallet.Account, actor.Label,
            RequestHash.Of(asked.Account, asked.Id, asked.Name, asked.Size, asked.Instances, asked.Start), Note: asked.Name);
        return scope.Once<ResourceStanding>(command, _ =>
        {
            if (Malformed(asked) is { } malformed) return malformed;
            if (book.Meter(rules.Meter)?.Line(asked.Size, null) is not { Model: { } size }) return new Refusal("unknown_size", $"There is no size {asked.Size}.", "size");
            if (scope.Db.Resources.Any(row => row.Account == wallet.Account && row.Name == asked.Name))
                return new Refusal("name_taken", $"{asked.Name} is, or was, the name of another one.", "name");
            // Payment recovery blocks what is new before it stops what runs (KO-38).
            if (!RecoveryCase.StandingOf(scope, wallet.Account).CreationAllowed) return new Refusal("creation_blocked", "Nothing new can be created while an invoice is unpaid.");
            if (NotInPlan(scope, wallet, book, size, asked.Instances) is { } beyond) return beyond;
            return Add(scope, actor, wallet.Account, size, asked);
        });
    }

    private static ResourceStanding Add(WriteScope scope, Actor actor, int account, string size, NewResource asked)
    {
        var resource = new ResourceRow
        {
            Number = (scope.Db.Resources.Max(row => (int?)row.Number) ?? 0) + 1,
            Id = asked.Id,
            Account = account,
            Name = asked.Name,
            Size = size,
            Instances = asked.Instances,
            Created = scope.Now,
        };
        scope.Db.Resources.Add(resource);
        if (!asked.Start) return new(resource.Id, ResourceState.NotStarted, null);
        ResourceCharging.Of(scope, account)!.Carry(resource, SessionEventKind.Start, ResourceReason.Customer, actor.Label, scope.Now);
        return new(resource.Id, ResourceStates.Of(resource, SessionEventKind.Start), resource.PaidUntil);
    }

    private static Refusal? Malformed(NewResource asked) =>
        asked.Name.Length is 0 or > LongestName || asked.Name.Any(char.IsControl)
            ? new("invalid_name", $"A name has 1 to {LongestName} characters.", "name")
            : asked.Instances is < 1 or > MostInstances
                ? new("invalid_instances", $"1 to {MostInstances} instances.", "instances")
                : null;

    /// <summary>Sizes with and without a price count against features of their own (KO-12, KO-14).</summary>
    private static Refusal? NotInPlan(WriteScope scope, WalletState wallet, PriceBook book, string size, int instances)
    {
        if (ResourceCounts.FeatureOf(book, size) is not { } feature) return null;
        var existing = ResourceCounts.Of(scope, wallet.Account, book)[feature].Sum();
        var answer = Entitlement.Of(book, book.Plan(wallet.Plan), feature, EntitlementAction.Add, existing + instances - 1, limit: null);
        return answer.Allowed ? null : new Refusal(answer.Reason!, $"{book.Feature(feature)!.Name}: your plan has {(answer.Limit is { } most ? $"at most {most}" : "none")}.", "size");
    }
}
