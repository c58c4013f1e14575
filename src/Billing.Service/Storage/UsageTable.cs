using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Storage;

/// <summary>Usage rows over the writer's connection. A month's table is made by the first row of the month.</summary>
internal sealed class UsageTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _reads = new(StringComparer.Ordinal);
    private List<UsagePartition> _partitions;
    private Period _month;
    private Statement? _insert;

    public UsageTable(SqliteConnection connection)
    {
        _connection = connection;
        _partitions = [.. UsagePartitions.Of(connection)];
    }

    public IReadOnlyList<UsagePartition> Partitions => _partitions;

    public void Insert(in StoredUsage usage)
    {
        if (!_month.Contains(usage.Recorded)) Enter(usage.Recorded, usage.Row);
        UsageColumns.Bind(_insert!, usage);
        _insert!.Run();
    }

    /// <summary>A row by its number, also one of this transaction; null where there is none.</summary>
    public StoredUsage? Find(long row)
    {
        if (_partitions.TableOf(row) is not { } table) return null;
        if (!_reads.TryGetValue(table, out var read))
            _reads.Add(table, read = new(_connection, $"SELECT {UsageColumns.List} FROM {table} WHERE row = ?"));
        read.Bind(1, row);
        if (!read.Step()) return null;
        var usage = UsageColumns.Read(read);
        read.Reset();
        return usage;
    }

    /// <summary>After a rollback: tables made in the transaction are gone.</summary>
    public void Forget()
    {
        Dispose();
        _partitions = [.. UsagePartitions.Of(_connection)];
        _month = default;
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _insert = null;
        foreach (var read in _reads.Values) read.Dispose();
        _reads.Clear();
    }

    private void Enter(Instant recorded, long firstRow)
    {
        var table = UsagePartitions.TableOf(recorded);
        if (_partitions.Count == 0 || _partitions[^1].Table != table)
        {
            using (var known = new Statement(_connection, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"))
            {
                known.Bind(1, table);
                if (!known.Step()) Create(table);
                else known.Reset();
            }

            _partitions.Add(new(table, firstRow));
        }

        _insert?.Dispose();
        _insert = new(_connection, UsageColumns.Insert(table));
        _month = Period.MonthOf(recorded);
    }

    private void Create(string table)
    {
        foreach (var sql in AppendOnly.Triggers(table, "row").Prepend(UsageColumns.CreateTable(table)))
        {
            using var statement = new Statement(_connection, sql);
            statement.Run();
        }
    }
}
