using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Billing.Service.Storage;

/// <summary>
/// A prepared SQLite statement without ADO.NET's parameter objects: binding a row of thirty columns costs a microsecond
/// and allocates nothing. Parameters count from 1, columns from 0.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle ?? throw new InvalidOperationException("The connection is closed");
        Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
    }

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    public void Bind(int parameter, long? value)
    {
        if (value is { } some) Bind(parameter, some);
        else Check(raw.sqlite3_bind_null(_statement, parameter));
    }

    public void Bind(int parameter, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, parameter, value));

    public void Bind(int parameter, string value) => Check(raw.sqlite3_bind_text(_statement, parameter, value));

    /// <summary>Runs a statement that answers no rows.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(reset == raw.SQLITE_OK ? result : reset);
    }

    /// <summary>Goes to the next row; false after the last, when the statement is reset.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        var reset = raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) Check(reset == raw.SQLITE_OK ? result : reset);
        return false;
    }

    /// <summary>Gives up the rows that were not read.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;
    public bool IsBlob(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_BLOB;
    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);
    public int Int(int column) => raw.sqlite3_column_int(_statement, column);
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);
    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _db);
    }
}
