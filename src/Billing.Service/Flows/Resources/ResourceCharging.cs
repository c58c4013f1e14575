using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Flows.Resources;

/// <summary>
/// An account's resources while something happens to them: a customer's command, payment recovery, the time that passes,
/// credit that runs out or comes back. How time is charged is the price book's rule; each rule is a class below this one.
/// </summary>
internal abstract class ResourceCharging : IDueWork
{
    private const string FundsActor = "Billing";

    private readonly List<ResourceRow> _resources;

    protected ResourceCharging(WriteScope scope, int account, ResourceRules rules)
    {
        (Scope, Account, Rules) = (scope, account, rules);
        _resources = [.. scope.Db.Resources.Where(row => row.Account == account && row.DeletedAt == null).OrderBy(row => row.Number)];
    }

    /// <summary>Null where the account's price book has no resources.</summary>
    public static ResourceCharging? Of(WriteScope scope, int account) => scope.BookOf(account, scope.Now).Resources switch
    {
        null => null,
        { Charge: ResourceCharge.HourInAdvance } rules => new HourlyCharging(scope, account, rules),
        { Charge: ResourceCharge.SecondInArrears } rules => new SecondCharging(scope, account, rules),
        var rules => throw new InvalidOperationException($"No rule charges {rules.Charge}"),
    };

    public abstract Instant? Next { get; }

    protected WriteScope Scope { get; }
    protected int Account { get; }
    protected ResourceRules Rules { get; }

    /// <summary>All that exist, in order of their numbers; rows that another part of this transaction changed are the same ones.</summary>
    public IEnumerable<ResourceRow> Resources => _resources.Where(row => row.DeletedAt is null);

    /// <summary>Wanted, not blocked, and out of credit.</summary>
    protected IEnumerable<ResourceRow> Waiting => Resources.Where(row => row is { Wanted: true, Running: false, Blocked: false });

    public abstract void Do();

    /// <summary>Carries out what a customer, or payment recovery, wants of a resource from an instant on.</summary>
    public void Carry(ResourceRow resource, SessionEventKind kind, ResourceReason reason, string actor, Instant at)
    {
        if (resource.Running) Leave(resource, at);
        Record(resource, kind, reason, actor, at);
        Play(resource, kind, at);
    }

    /// <summary>Pauses for payment recovery, whatever is wanted: what is wanted is kept. Again changes nothing.</summary>
    public void Block(ResourceRow resource, string actor, Instant at)
    {
        resource.Blocked = true;
        if (!resource.Running) return;
        Leave(resource, at);
        Record(resource, SessionEventKind.Pause, ResourceReason.Recovery, actor, at);
        resource.Running = false;
    }

    /// <summary>The end of <see cref="Block"/>: what is wanted resumes. Again changes nothing.</summary>
    public void Unblock(ResourceRow resource, string actor, Instant at)
    {
        if (!resource.Blocked) return;
        resource.Blocked = false;
        if (resource.Wanted) Carry(resource, SessionEventKind.Resume, ResourceReason.Recovery, actor, at);
    }

    /// <summary>Ends it for good.</summary>
    public void Delete(ResourceRow resource, ResourceReason reason, string actor, Instant at)
    {
        Carry(resource, SessionEventKind.Stop, reason, actor, at);
        resource.DeletedAt = at;
    }

    /// <summary>What of a running resource is not counted yet, before it stops running.</summary>
    protected abstract void Leave(ResourceRow resource, Instant at);

    /// <summary>What an event of a resource makes of it.</summary>
    protected abstract void Play(ResourceRow resource, SessionEventKind kind, Instant at);

    protected PriceBook BookAt(Instant at) => Scope.BookOf(Account, at);

    /// <summary>What may be spent at an instant, in 10^-8 of the wallet's unit.</summary>
    protected long AvailableAt(Instant at) =>
        BookAt(at).Wallet.Funding == FundingMode.Postpaid ? long.MaxValue : Scope.Wallet(Account).AvailableAt(at);

    protected void OutOfFunds(ResourceRow resource, Instant at) => Record(resource, SessionEventKind.Pause, ResourceReason.Funds, FundsActor, at);

    protected void BackInFunds(ResourceRow resource, Instant at) => Record(resource, SessionEventKind.Resume, ResourceReason.Funds, FundsActor, at);

    private void Record(ResourceRow resource, SessionEventKind kind, ResourceReason reason, string actor, Instant at) =>
        Scope.Db.ResourceEvents.Add(new ResourceEventRow
        {
            Resource = resource.Number,
            Number = ++resource.LastEvent,
            Account = Account,
            Kind = kind,
            Reason = reason,
            Actor = actor,
            At = at,
            Recorded = Scope.Now,
        });
}
