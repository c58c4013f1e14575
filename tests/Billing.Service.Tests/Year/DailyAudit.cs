using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>
/// Looks at what was written since the last look: entries by their own figures, grants by their bounds, usage rows by the
/// receipts that were given for them, and that nothing which fell due was written after something decided later.
/// </summary>
internal sealed class DailyAudit(YearWorld world)
{
    private const string Portal = "portal/resources";
    private readonly Dictionary<int, Account> _accounts = [];
    private readonly Dictionary<int, GrantRow> _grants = [];
    private readonly Dictionary<int, long> _rests = [];
    private readonly Dictionary<int, Instant> _granted = [];
    private readonly Dictionary<long, (bool Portal, int Account, long Left)> _usage = [];
    private long _lastEntry, _lastUsage;

    private sealed class Account
    {
        public byte[] Hash = new byte[Chain.HashSize];
        public long Number, Balance, Owed;
        public Instant Recorded = Instant.Earliest;

        /// <summary>When somebody last decided something on it, rather than time.</summary>
        public Instant Decided = Instant.Earliest;

        /// <summary>Some of its money went back after what it had bought was spent.</summary>
        public bool WentBack;
    }

    public long Entries { get; private set; }

    /// <summary>What is left of each grant, by its entries.</summary>
    public IReadOnlyDictionary<int, long> Rests => _rests;

    /// <summary>Sums of entries by what caused them.</summary>
    public Dictionary<(CauseKind, long), long> ByCause { get; } = [];

    /// <summary>Seconds that were metered of each resource, of all its instances together.</summary>
    public Dictionary<string, long> Metered { get; } = [];

    public void Run()
    {
        using var log = new BillingLog(world.House.BillingFile);
        using (log.Begin())
        {
            foreach (var usage in log.Usage(_lastUsage, long.MaxValue)) Check(log, usage);
            foreach (var stored in log.Entries(_lastEntry, long.MaxValue)) Check(log, stored);
        }

        foreach (var (row, usage) in _usage) YearWorld.Must(usage.Left == 0, $"Usage row {row} was charged, but {usage.Left} of it has no entry");
        _usage.Clear();
        foreach (var customer in world.Customers) CheckWallet(customer);
    }

    private void Check(BillingLog log, in StoredUsage usage)
    {
        YearWorld.Must(usage.Row == _lastUsage + 1, $"Usage row {usage.Row} follows row {_lastUsage}");
        _lastUsage = usage.Row;
        var portal = log.Name(usage.Source) == Portal;
        _usage[usage.Row] = (portal, usage.Account, usage.Cost);
        if (portal)
        {
            var resource = log.Name(usage.Resource)!;
            Metered[resource] = Metered.GetValueOrDefault(resource) + usage.Quantities[Measure.Seconds] / Measure.Seconds.Scale();
            return;
        }

        YearWorld.Must(world.Notes.Rows.TryGetValue(usage.Row, out var told), $"Usage row {usage.Row} stands for {usage.EventId}, and nobody was told of it");
        var (e, receipt) = world.Notes.Used[told];
        YearWorld.Must(
            told.Id == usage.EventId && (receipt.Cost, receipt.Uncovered) == (usage.Cost, usage.Uncovered) && UsageContent.FirstDifference(e, usage.ToEvent(log.Name)) is null or "data.model",
            $"Usage row {usage.Row} is not what was answered: {receipt}");
    }

    private void Check(BillingLog log, StoredEntry stored)
    {
        var e = stored.Entry;
        Entries++;
        _lastEntry = stored.Id;
        if (!_accounts.TryGetValue(e.Account, out var account)) _accounts[e.Account] = account = new();
        var name = $"Account {e.Account}, entry {e.Number} ({e.Type} {e.Amount})";
        YearWorld.Must(e.Number == account.Number + 1, $"{name} follows {account.Number}");
        YearWorld.Must(e.BalanceAfter == account.Balance + e.Amount, $"{name}: {account.Balance} became {e.BalanceAfter}");
        YearWorld.Must(e.Recorded >= account.Recorded, $"{name} was recorded at {e.Recorded}, after {account.Recorded}");
        Chain.Append(e, stored.Content, account.Hash);
        YearWorld.Must(account.Hash.AsSpan().SequenceEqual(stored.Hash), $"{name}: the chain is broken");
        (account.Number, account.Balance, account.Recorded) = (e.Number, e.BalanceAfter, e.Recorded);
        if (e.Grant != 0) CheckGrant(log, e, name);
        else account.Owed -= e.Amount;
        ByCause[(e.CauseKind, e.Cause)] = ByCause.GetValueOrDefault((e.CauseKind, e.Cause)) + e.Amount;
        account.WentBack |= e is { Grant: 0, CauseKind: CauseKind.Refund or CauseKind.Payment };
        CheckOrder(e, account, name);
        CheckCause(e, name);
    }

    private void CheckGrant(BillingLog log, in Entry e, string name)
    {
        if (!_grants.TryGetValue(e.Grant, out var grant)) _grants[e.Grant] = grant = log.Db.Grants.Find(e.Grant)!;
        YearWorld.Must(grant.Account == e.Account, $"{name} names a grant of account {grant.Account}");
        var rest = _rests.GetValueOrDefault(e.Grant) + e.Amount;
        YearWorld.Must(rest >= 0 && rest <= grant.Amount, $"{name} leaves {rest} of grant {e.Grant} of {grant.Amount}");
        YearWorld.Must(e.Type != EntryType.Consume || Paid(e), $"{name} was paid by grant {e.Grant}, which lapsed at {grant.ExpiresAt}");
        _rests[e.Grant] = rest;
        // What comes back after its grant has lapsed lapses once more, as of then.
        if (e is { Type: EntryType.Reversal, Amount: > 0 }) _granted[e.Grant] = e.Recorded;
        else _granted.TryAdd(e.Grant, e.Recorded);

        bool Paid(in Entry entry) => grant.ExpiresAt > (_usage[entry.Cause].Portal ? entry.Occurred : entry.Recorded);
    }

    /// <summary>Time acts first: what fell due before a decision stands before it.</summary>
    private void CheckOrder(in Entry e, Account account, string name)
    {
        var byTime = e.Type is EntryType.Expire || (e.CauseKind == CauseKind.Usage && _usage.TryGetValue(e.Cause, out var usage) && usage.Portal);
        if (byTime)
        {
            var known = e.Type != EntryType.Expire || _granted[e.Grant] <= e.Occurred;
            YearWorld.Must(!known || account.Decided.Micros <= e.Occurred.Micros + 1, $"{name} fell due at {e.Occurred}, but stands after what was decided at {account.Decided}");
        }
        else if (e.Type is EntryType.Consume or EntryType.Topup or EntryType.ManualAdjust or EntryType.Payment)
        {
            account.Decided = e.Recorded;
        }
    }

    private void CheckCause(in Entry e, string name)
    {
        if (e.CauseKind != CauseKind.Usage) return;
        YearWorld.Must(_usage.TryGetValue(e.Cause, out var usage) && usage.Account == e.Account, $"{name} charges usage row {e.Cause}, which is not new or not its own");
        _usage[e.Cause] = usage with { Left = usage.Left + e.Amount };
    }

    private void CheckWallet(YearCustomer customer)
    {
        var wallet = world.House.Ledger.Writer.Find(customer.Id)!;
        var account = _accounts.GetValueOrDefault(customer.Number) ?? new();
        YearWorld.Must((wallet.Balance, wallet.LastNumber) == (account.Balance, account.Number), $"{customer}: memory has {wallet.Balance} after {wallet.LastNumber}, the file {account.Balance} after {account.Number}");
        if (customer.IsPostpaid) return;
        var rests = _grants.Values.Where(grant => grant.Account == customer.Number).Sum(grant => _rests[grant.Number]);
        YearWorld.Must(rests - account.Owed == account.Balance, $"{customer}: {rests} in grants and {account.Owed} owed are not the balance {account.Balance}");
        var mayOwe = customer.Book.Wallet.Uncovered == UncoveredRule.Debt || account.WentBack;
        YearWorld.Must(account.Balance >= 0 || mayOwe, $"{customer}: usage took the balance to {account.Balance}");
        YearWorld.Must(
            wallet.Grants.All(grant => _rests.GetValueOrDefault(grant.Grant.Number) == grant.Remaining) && wallet.Grants.Sum(grant => grant.Remaining) == rests,
            $"{customer}: memory has other grants than the file");
    }
}
