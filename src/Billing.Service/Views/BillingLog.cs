using Billing.Service.Metering;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Views;

/// <summary>
/// The hot tables of billing.db as readers see them: rows by number, and rows beyond a number in order. Read-only; on one
/// thread at a time; each use inside <see cref="Begin"/>.
/// </summary>
internal sealed class BillingLog : IDisposable
{
    private readonly Dictionary<int, string> _names = [];
    private readonly DbContextOptions<SqliteBillingDb> _options;
    private IReadOnlyList<UsagePartition> _partitions = [];
    private SqliteBillingDb? _db;

    public BillingLog(string path)
    {
        File = SqliteFile.OpenToRead(path);
        _options = new DbContextOptionsBuilder<SqliteBillingDb>()
            .UseSqlite(File.Connection).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
    }

    public SqliteFile File { get; }

    /// <summary>The cold tables, on the same connection.</summary>
    public BillingDb Db => _db ??= new(_options);

    /// <summary>Everything read until it is disposed is of one moment between two commits.</summary>
    public IDisposable Begin()
    {
        var moment = File.BeginRead();
        _partitions = UsagePartitions.Of(File.Connection);
        return moment;
    }

    /// <summary>Usage rows after one, in order of their numbers, at most so many.</summary>
    public IEnumerable<StoredUsage> Usage(long after, long limit) => Usage(after, limit, "row > ?");

    /// <summary>As <see cref="Usage(long, long)"/>, of one account only.</summary>
    public IEnumerable<StoredUsage> UsageOf(int account, long after) => Usage(after, long.MaxValue, "row > ? AND account = ?", account);

    /// <summary>A usage row by its number; null where there is none.</summary>
    public StoredUsage? Usage(long row)
    {
        if (_partitions.TableOf(row) is not { } table) return null;
        using var rows = File.Query($"SELECT {UsageColumns.List} FROM {table} WHERE row = ?", row);
        return rows.Step() ? UsageColumns.Read(rows.Row) : null;
    }

    /// <summary>Number of the last usage row; 0 before the first.</summary>
    public long LastUsage() => _partitions.Count == 0 ? 0 : File.Number($"SELECT max(row) FROM {_partitions[^1].Table}") ?? 0;

    /// <summary>Entries after one, in order of their global numbers, at most so many.</summary>
    public IEnumerable<StoredEntry> Entries(long after, long limit)
    {
        using var rows = File.Query($"SELECT {EntryTable.Columns} FROM entries WHERE id > ? ORDER BY id LIMIT ?", after, limit);
        while (rows.Step()) yield return EntryTable.Read(rows.Row);
    }

    /// <summary>As <see cref="Entries"/>, of one account only.</summary>
    public IEnumerable<StoredEntry> EntriesOf(int account, long after)
    {
        using var rows = File.Query($"SELECT {EntryTable.Columns} FROM entries WHERE id > ? AND account = ? ORDER BY id", after, account);
        while (rows.Step()) yield return EntryTable.Read(rows.Row);
    }

    /// <summary>An entry by its global number; null where there is none.</summary>
    public StoredEntry? Entry(long id)
    {
        using var rows = File.Query($"SELECT {EntryTable.Columns} FROM entries WHERE id = ?", id);
        return rows.Step() ? EntryTable.Read(rows.Row) : null;
    }

    /// <summary>An interned text; null for 0, which stands for none.</summary>
    public string? Name(int number)
    {
        if (number == 0) return null;
        if (_names.TryGetValue(number, out var known)) return known;
        using var rows = File.Query("SELECT text FROM names WHERE number = ?", number);
        return _names[number] = rows.Step() ? rows.Row.Text(0) : throw new InvalidDataException($"billing.db has no name {number}");
    }

    /// <summary>What makes the row's event the same one for ever.</summary>
    public long IdentityOf(in StoredUsage usage) => EventIdentity.Hash(usage.Account, Name(usage.Source)!, usage.EventId);

    public void Dispose()
    {
        _db?.Dispose();
        File.Dispose();
    }

    private IEnumerable<StoredUsage> Usage(long after, long limit, string condition, params long[] more)
    {
        for (var i = 0; i < _partitions.Count && limit > 0; i++)
        {
            // Numbers run on over the months, so a month that ends before the place asked for is passed over.
            if (i + 1 < _partitions.Count && _partitions[i + 1].FirstRow <= after + 1) continue;
            using var rows = File.Query(
                $"SELECT {UsageColumns.List} FROM {_partitions[i].Table} WHERE {condition} ORDER BY row LIMIT {limit}", [after, .. more]);
            while (rows.Step())
            {
                limit--;
                yield return UsageColumns.Read(rows.Row);
            }
        }
    }
}
