using System.Globalization;
using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Resources;

/// <summary>An account with resources on a real ledger: commands by name, time by hand, and what was written, as tables.</summary>
internal sealed class ResourceHouse
{
    private readonly Dictionary<string, ResourceId> _ids = [];

    public ResourceHouse(TestLedger ledger, string book, string? plan = null)
    {
        Ledger = ledger;
        Account = ledger.OpenAccount("Acme", book);
        Number = Scope(scope => scope.Find(Account)!.Account);
        if (plan is not null) Scope(scope => Plan(scope, plan));
    }

    public TestLedger Ledger { get; }
    public AccountId Account { get; }
    public int Number { get; }

    /// <summary>Brings the account up to an instant, as the job does.</summary>
    public void Job(Instant? at = null)
    {
        if (at is { } instant) Ledger.Clock.MoveTo(instant);
        Scope(scope => scope.Wallet(Number).Balance);
    }

    public Outcome<ResourceStanding> Create(string name, string size, bool start = true, int instances = 1, Actor? actor = null)
    {
        var id = _ids.TryGetValue(name, out var known) ? known : _ids[name] = new(Guid.CreateVersion7());
        return new CreateResource(Ledger.Writer, new OpenHouse())
            .Run(actor ?? OpenHouse.Anybody, new(Account, id, name, size, instances, start), CancellationToken.None).GetAwaiter().GetResult();
    }

    public Outcome<ResourceStanding> Change(string name, ResourceAction action, string? key = null) =>
        new ChangeResource(Ledger.Writer, new OpenHouse()).Run(
            OpenHouse.Anybody, new(Account, _ids.GetValueOrDefault(name), action, key ?? Guid.CreateVersion7().ToString()), CancellationToken.None).GetAwaiter().GetResult();

    public void TopUp(string whole, Instant? expires = null) => Ledger.Grant(Account, whole, GrantKind.Topup, expires);

    public T Scope<T>(Func<WriteScope, T> act) => Ledger.Writer.Run(act, CancellationToken.None).GetAwaiter().GetResult();

    public void Block(Instant at) => Scope(scope => Do(() => ResourceBlocks.Block(scope, scope.Wallet(Number).Account, at)));

    public void Unblock(Instant at) => Scope(scope => Do(() => ResourceBlocks.Unblock(scope, scope.Wallet(Number).Account, at)));

    public void Delete(Instant at) => Scope(scope => Do(() => ResourceBlocks.Delete(scope, scope.Wallet(Number).Account, at)));

    public ResourceRow Row(string name)
    {
        using var db = Ledger.Reader.OpenContext();
        return db.Resources.Single(row => row.Account == Number && row.Name == name);
    }

    /// <summary>Of one resource: <c>1 Start Customer 03-10 12:00</c>.</summary>
    public IReadOnlyList<string> History(string name)
    {
        using var db = Ledger.Reader.OpenContext();
        var resource = Row(name).Number;
        return [.. db.ResourceEvents.Where(e => e.Resource == resource).OrderBy(e => e.Number).AsEnumerable()
            .Select(e => $"{e.Number} {e.Kind} {e.Reason} {Time(e.At)}")];
    }

    /// <summary>The account's entries: type, whole units, the grant by its place, when, and what is left.</summary>
    public IReadOnlyList<string> Written()
    {
        var grants = new List<int>();
        int Place(int grant)
        {
            if (grant == 0) return 0;
            if (!grants.Contains(grant)) grants.Add(grant);
            return grants.IndexOf(grant) + 1;
        }

        return [.. Entries().Select(e => $"{e.Type} {Whole(e.Amount)} of {Place(e.Grant)} at {e.Occurred}, {Whole(e.BalanceAfter)} left")];
    }

    public IEnumerable<Entry> Entries() => Ledger.Entries().Select(stored => stored.Entry).Where(e => e.Account == Number);

    /// <summary>Charges: <c>-60 at 03-10 12:00</c>.</summary>
    public IReadOnlyList<string> Charges() =>
        [.. Entries().Where(e => e.Type == EntryType.Consume).Select(e => $"{Whole(e.Amount)} at {Time(e.Occurred)}")];

    public string Balance => Ledger.BalanceOf(Account);

    public static string Time(Instant at) => at.ToDateTimeOffset().ToString("MM-dd HH:mm" + (at.Micros % 60_000_000 == 0 ? "" : ":ss.ffffff"), CultureInfo.InvariantCulture);

    private static string Whole(long units) => new Amount(units, Asset.Usd).ToDecimalText();

    private bool Plan(WriteScope scope, string plan)
    {
        scope.SetPlan(Number, plan);
        return true;
    }

    private static bool Do(Action act)
    {
        act();
        return true;
    }
}
