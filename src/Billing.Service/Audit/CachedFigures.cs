using System.Runtime.InteropServices;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Audit;

/// <summary>Adds up rows up to the watermark of views.db, to compare with what is cached there.</summary>
internal sealed class CachedFigures
{
    private readonly UsageRollup _hours = new();
    private readonly Dictionary<int, Account> _accounts = [];

    private sealed class Account
    {
        public long Balance, Number, Entries, Credit, Debit;
        public byte[] Hash = [];
        public Dictionary<int, long> Left { get; } = [];
    }

    public void Add(in StoredUsage usage) => _hours.Add(UsageKey.OfHour(usage), UsageSums.Of(usage));

    public void Add(in StoredEntry stored)
    {
        var entry = stored.Entry;
        if (!_accounts.TryGetValue(entry.Account, out var account)) _accounts.Add(entry.Account, account = new());
        (account.Balance, account.Number, account.Hash) = (entry.BalanceAfter, entry.Number, stored.Hash);
        account.Entries++;
        if (entry.Amount > 0) account.Credit += entry.Amount;
        else account.Debit += entry.Amount;
        if (entry.Grant != 0) CollectionsMarshal.GetValueRefOrAddDefault(account.Left, entry.Grant, out _) += entry.Amount;
    }

    public IEnumerable<string> Differences(Moment moment, Func<int, string> nameOf) =>
        Usage(moment, UsageTables.Hour, _hours, Instant.MicrosPerHour, nameOf)
            .Concat(Usage(moment, UsageTables.Day, _hours.ByDay(), Instant.MicrosPerDay, nameOf))
            .Concat(Lines(moment, LedgerTime.Recorded, nameOf))
            .Concat(Lines(moment, LedgerTime.Occurred, nameOf))
            .Concat(Wallets(moment, nameOf))
            .Select(sentence => $"views.db: {sentence}");

    private static IEnumerable<string> Usage(Moment moment, string table, UsageRollup expected, long microsPerSlot, Func<int, string> nameOf)
    {
        var cached = UsageTables.ReadAll(moment.Views, table);
        foreach (var (key, sums) in expected.Rows)
        {
            if (cached.Remove(key, out var found) && found.Equals(sums)) continue;
            yield return $"{nameOf(key.Account)}, {table} from {new Instant(key.Slot * microsPerSlot)}: the usage rows add up to something else";
        }

        foreach (var key in cached.Keys)
            yield return $"{nameOf(key.Account)}, {table} from {new Instant(key.Slot * microsPerSlot)}: there is no usage for it";
    }

    private IEnumerable<string> Lines(Moment moment, LedgerTime by, Func<int, string> nameOf)
    {
        var cached = LedgerTables.Totals(moment.Views, by);
        foreach (var (number, account) in _accounts)
        {
            if (cached.GetValueOrDefault(number) != (account.Entries, account.Credit, account.Debit))
                yield return $"{nameOf(number)}: the ledger's lines by {by} time add up to something else than its entries";
        }
    }

    private IEnumerable<string> Wallets(Moment moment, Func<int, string> nameOf)
    {
        var cached = WalletTables.Snapshot(moment.Views).ToDictionary(wallet => wallet.Account);
        foreach (var (number, account) in _accounts)
        {
            if (!cached.Remove(number, out var wallet)
                || wallet.Balance != account.Balance || wallet.LastNumber != account.Number || !wallet.LastHash.AsSpan().SequenceEqual(account.Hash))
                yield return $"{nameOf(number)}: the balance is not the one after entry {account.Number}";
            else if (!account.Left.Where(left => left.Value != 0).ToHashSet().SetEquals(wallet.Remaining))
                yield return $"{nameOf(number)}: what is left of its grants is not what the entries leave";
        }

        foreach (var number in cached.Keys) yield return $"{nameOf(number)}: it has a balance but no entries";
    }
}
