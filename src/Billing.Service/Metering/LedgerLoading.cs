using Billing.Credits;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Metering;

/// <summary>Start-up: the committed state from a snapshot and the entries after it, or from all entries.</summary>
internal static class LedgerLoading
{
    /// <exception cref="InvalidDataException">The entries do not follow from each other; the message names the first that does not.</exception>
    public static LedgerMemory Load(LedgerStore store, PublishedBooks books, LedgerSnapshot? snapshot)
    {
        using var db = store.OpenContext();
        var accounts = db.Accounts.AsNoTracking().ToList();
        var grants = db.Grants.AsNoTracking().ToDictionary(g => g.Number);
        var lastEntry = LastEntry(store.Connection);
        var replay = new Replay(accounts.Select(a => a.Number), grants.Keys);
        // A snapshot ahead of the ledger belongs to another ledger (a restored file): it is no use.
        var usable = snapshot is not null && snapshot.LastEntry <= lastEntry.Id ? snapshot : null;
        if (usable is not null) replay.StartAt(usable);
        replay.Follow(EntryTable.After(store.Connection, usable?.LastEntry ?? 0));

        var byAccount = grants.Values.ToLookup(g => g.Account);
        var plans = db.Subscriptions.AsNoTracking().ToDictionary(s => s.Account, s => s.Plan);
        var limits = db.Environments.AsNoTracking().Where(e => e.Limit != null).AsEnumerable().ToLookup(e => e.Account);
        var keptAside = CreditKeptAside.Payments(db);
        var memory = new LedgerMemory();
        var lastUsage = LastUsage(store);
        memory.Apply(
            accounts.Select(account => CreditKeptAside.In(db, books, replay.Wallet(account, byAccount[account.Number], plans.GetValueOrDefault(account.Number), books) with
            {
                Limits = limits[account.Number].ToDictionary(e => e.Name, e => e.Limit!.Value, StringComparer.Ordinal),
            }, keptAside[account.Number])),
            new LedgerNumbers
            {
                Usage = lastUsage.Row,
                Entry = lastEntry.Id,
                Command = db.Commands.Max(c => (long?)c.Number) ?? 0,
                Grant = grants.Count == 0 ? 0 : grants.Keys.Max(),
                Account = accounts.Count == 0 ? 0 : accounts.Max(a => a.Number),
            },
            lastEntry.Recorded > lastUsage.Recorded ? lastEntry.Recorded : lastUsage.Recorded);
        return memory;
    }

    /// <summary>Takes up the identities that the duplicate index does not cover yet.</summary>
    public static RecentEvents LoadRecent(LedgerStore store, IDuplicateIndex index)
    {
        var recent = new RecentEvents(index);
        foreach (var (table, _) in store.Usage.Partitions)
        {
            using var read = new Statement(store.Connection, $"SELECT row, account, source, event_id FROM {table} WHERE row > ?");
            read.Bind(1, recent.OlderUpTo);
            while (read.Step())
            {
                var source = store.Names.Text(read.Int(2)) ?? "";
                recent.Remember(EventIdentity.Hash(read.Int(1), source, UsageColumns.ReadEventId(read, 3)), read.Long(0));
            }
        }

        return recent;
    }

    private static (long Id, Instant Recorded) LastEntry(SqliteConnection connection)
    {
        using var last = new Statement(connection, "SELECT id, recorded FROM entries ORDER BY id DESC LIMIT 1");
        var found = last.Step() ? (last.Long(0), new Instant(last.Long(1))) : (0, Instant.Earliest);
        last.Reset();
        return found;
    }

    private static (long Row, Instant Recorded) LastUsage(LedgerStore store)
    {
        if (store.Usage.Partitions.Count == 0) return (0, Instant.Earliest);
        using var last = new Statement(store.Connection, $"SELECT row, recorded FROM {store.Usage.Partitions[^1].Table} ORDER BY row DESC LIMIT 1");
        _ = last.Step();
        var found = (last.Long(0), new Instant(last.Long(1)));
        last.Reset();
        return found;
    }

    /// <summary>Accounts and grants by their dense numbers, moved entry by entry.</summary>
    private sealed class Replay(IEnumerable<int> accounts, IEnumerable<int> grants)
    {
        private readonly long[] _balance = new long[accounts.DefaultIfEmpty().Max() + 1];
        private readonly long[] _number = new long[accounts.DefaultIfEmpty().Max() + 1];
        private readonly byte[]?[] _hash = new byte[accounts.DefaultIfEmpty().Max() + 1][];
        private readonly long[] _remaining = new long[grants.DefaultIfEmpty().Max() + 1];

        public void StartAt(LedgerSnapshot snapshot)
        {
            foreach (var wallet in snapshot.Wallets)
            {
                _balance[wallet.Account] = wallet.Balance;
                _number[wallet.Account] = wallet.LastNumber;
                _hash[wallet.Account] = wallet.LastHash;
                foreach (var (grant, remaining) in wallet.Remaining) _remaining[grant] = remaining;
            }
        }

        public void Follow(IEnumerable<StoredEntry> entries)
        {
            foreach (var (id, entry, _, hash) in entries)
            {
                var account = entry.Account;
                if (entry.Number != _number[account] + 1 || entry.BalanceAfter != _balance[account] + entry.Amount)
                    throw new InvalidDataException($"Entry {entry.Number} of account {account} (row {id}) does not follow from entry {_number[account]}: run verify-ledger");
                _balance[account] = entry.BalanceAfter;
                _number[account] = entry.Number;
                _hash[account] = hash;
                _remaining[entry.Grant] += entry.Amount;
            }
        }

        public WalletState Wallet(AccountRow account, IEnumerable<GrantRow> grants, string? plan, PublishedBooks books)
        {
            var order = books.At(account.PriceBook, Instant.Latest).Book.BurnOrder;
            var open = grants.Where(g => _remaining[g.Number] != 0)
                .Select(g => new GrantBalance(new Grant(g.Number, g.Kind, g.GrantedAt, g.ExpiresAt), _remaining[g.Number]))
                .ToArray();
            Array.Sort(open, (a, b) => order.Compare(a.Grant, b.Grant));
            return new WalletState
            {
                Account = account.Number,
                Id = account.Id,
                Asset = new Asset(account.Asset),
                PriceBook = account.PriceBook,
                Balance = _balance[account.Number],
                LastNumber = _number[account.Number],
                LastHash = _hash[account.Number] ?? new byte[Ledger.Chain.HashSize],
                Grants = open,
                Plan = plan,
                NextDue = account.NextDue ?? Instant.Latest,
                InvoicedUntil = account.InvoicedUntil,
            };
        }
    }
}
