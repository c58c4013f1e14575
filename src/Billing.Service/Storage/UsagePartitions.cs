using System.Globalization;
using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Storage;

/// <summary>One month's usage table and the number of its first row.</summary>
public readonly record struct UsagePartition(string Table, long FirstRow);

/// <summary>
/// Usage lies in one table per month of its recorded time. Row numbers run on over the months, so a number tells its table.
/// </summary>
public static class UsagePartitions
{
    /// <summary><c>usage_202611</c>.</summary>
    public static string TableOf(Instant recorded) =>
        string.Create(CultureInfo.InvariantCulture, $"usage_{recorded.Day.Year:D4}{recorded.Day.Month:D2}");

    /// <summary>The tables that hold rows, oldest first.</summary>
    public static IReadOnlyList<UsagePartition> Of(SqliteConnection connection)
    {
        var tables = new List<string>();
        using (var names = connection.CreateCommand())
        {
            names.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'usage_[0-9][0-9][0-9][0-9][0-9][0-9]' ORDER BY name";
            using var reader = names.ExecuteReader();
            while (reader.Read()) tables.Add(reader.GetString(0));
        }

        var partitions = new List<UsagePartition>(tables.Count);
        foreach (var table in tables)
        {
            using var first = connection.CreateCommand();
            first.CommandText = $"SELECT min(row) FROM {table}";
            if (first.ExecuteScalar() is long row) partitions.Add(new(table, row));
        }

        return partitions;
    }

    /// <summary>The table that holds a row, if any table does.</summary>
    public static string? TableOf(this IReadOnlyList<UsagePartition> partitions, long row)
    {
        for (var i = partitions.Count - 1; i >= 0; i--)
        {
            if (partitions[i].FirstRow <= row) return partitions[i].Table;
        }

        return null;
    }
}
