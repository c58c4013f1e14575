using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage;

/// <summary>Read-only doors to billing.db, for everything but the writer. Open late, dispose soon: an open read keeps the WAL from shrinking.</summary>
public sealed class BillingReader(string path)
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();

    /// <summary>A context that cannot save.</summary>
    public BillingDb OpenContext() =>
        new SqliteBillingDb(new DbContextOptionsBuilder<SqliteBillingDb>()
            .UseSqlite(_connection).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options);

    /// <summary>For raw commands over usage and entries.</summary>
    public SqliteConnection OpenConnection()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

    /// <summary>Closes the connections that are kept for the next reader.</summary>
    internal void Close()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }
}
