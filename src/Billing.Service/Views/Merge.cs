using System.Runtime.InteropServices;
using Billing.Ledger;
using Billing.Service.Storage;

namespace Billing.Service.Views;

/// <summary>
/// Carries rows of billing.db beyond the watermark into views.db, a chunk at a time: collected in memory, written in key
/// order in one transaction together with the new watermark. Random keys written one by one would cost a page each.
/// </summary>
internal sealed class Merge(SqliteFile views, BillingLog log)
{
    /// <summary>Rows of each kind in one transaction: sorted merges of this size keep their speed in a large file.</summary>
    public const int ChunkRows = 250_000;

    private readonly List<UsagePlace> _usage = [];
    private readonly List<(long Hash, long Usage)> _hashes = [];
    private readonly List<(int Account, long Number, long Entry)> _entries = [];
    private readonly UsageRollup _hours = new();
    private readonly LedgerFold _lines = new(views);
    private readonly Dictionary<int, (long Balance, long Number, byte[] Hash)> _wallets = [];
    private readonly Dictionary<(int Account, int Grant), long> _left = [];
    private readonly Dictionary<(int Account, int Grant, long Hour), long> _leftAfter = [];

    private readonly record struct UsagePlace(int Account, long Occurred, long Usage) : IComparable<UsagePlace>
    {
        public int CompareTo(UsagePlace other)
        {
            var order = Account.CompareTo(other.Account);
            if (order == 0) order = Occurred.CompareTo(other.Occurred);
            return order == 0 ? Usage.CompareTo(other.Usage) : order;
        }
    }

    /// <summary>Merges the next chunk and answers the new watermark; the same one where nothing is waiting.</summary>
    public Watermark Next(Watermark applied)
    {
        Forget();
        var next = applied;
        using (log.Begin())
        {
            foreach (var row in log.Usage(applied.Usage, ChunkRows))
            {
                var identity = log.IdentityOf(row);
                Collect(row, identity);
                next = next with { Usage = row.Row, UsageHash = identity };
            }

            foreach (var stored in log.Entries(applied.Entry, ChunkRows))
            {
                Collect(stored.Id, stored.Entry, stored.Hash);
                next = next with { Entry = stored.Id, EntryHash = stored.Hash };
            }
        }

        if (next != applied) Write(next);
        return next;
    }

    private void Collect(in StoredUsage row, long identity)
    {
        _usage.Add(new(row.Account, row.Occurred.Micros, row.Row));
        _hashes.Add((identity, row.Row));
        _hours.Add(UsageKey.OfHour(row), UsageSums.Of(row));
    }

    private void Collect(long id, in Entry e, byte[] hash)
    {
        _entries.Add((e.Account, e.Number, id));
        _wallets[e.Account] = (e.BalanceAfter, e.Number, hash);
        if (e.Grant != 0) CollectLeft(e);
        _lines.Add(id, e);
    }

    private void CollectLeft(in Entry e)
    {
        ref var left = ref CollectionsMarshal.GetValueRefOrAddDefault(_left, (e.Account, e.Grant), out var known);
        if (!known) left = WalletTables.Left(views, e.Account, e.Grant);
        left += e.Amount;
        _leftAfter[(e.Account, e.Grant, e.Recorded.HourNumber)] = left;
    }

    private void Write(Watermark next)
    {
        views.Execute("BEGIN IMMEDIATE");
        try
        {
            WriteUsage();
            WriteEntries();
            UsageTables.Add(views, UsageTables.Hour, _hours.Sorted());
            UsageTables.Add(views, UsageTables.Day, _hours.ByDay().Sorted());
            LedgerTables.Put(views, LedgerTables.Recorded, _lines.Recorded);
            LedgerTables.Put(views, LedgerTables.Occurred, _lines.Occurred);
            WalletTables.Put(views, _wallets);
            WalletTables.Put(views, _leftAfter);
            next.Write(views);
            views.Execute("COMMIT");
        }
        catch
        {
            views.Execute("ROLLBACK");
            throw;
        }
    }

    private void WriteUsage()
    {
        _usage.Sort();
        var place = views.Prepare("INSERT INTO usage_at VALUES (?, ?, ?)");
        foreach (var row in _usage) place.Run(row.Account, row.Occurred, row.Usage);
        _hashes.Sort();
        var hash = views.Prepare("INSERT INTO usage_hash VALUES (?, ?)");
        foreach (var row in _hashes) hash.Run(row.Hash, row.Usage);
    }

    private void WriteEntries()
    {
        _entries.Sort();
        var place = views.Prepare("INSERT INTO entry_at VALUES (?, ?, ?)");
        foreach (var row in _entries) place.Run(row.Account, row.Number, row.Entry);
    }

    private void Forget()
    {
        _usage.Clear();
        _hashes.Clear();
        _entries.Clear();
        _hours.Clear();
        _lines.Clear();
        _wallets.Clear();
        _left.Clear();
        _leftAfter.Clear();
    }
}
