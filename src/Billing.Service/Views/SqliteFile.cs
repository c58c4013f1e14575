using Billing.Service.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Billing.Service.Views;

/// <summary>
/// A SQLite connection with its prepared statements, for one thread at a time. Never from the pool: a pooled connection
/// would keep a file alive that is about to be built anew.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private SqliteFile(string path, SqliteOpenMode mode)
    {
        Connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        Connection.Open();
        Execute("PRAGMA busy_timeout=5000");
        // Each file has one connection that checkpoints it, when it chooses to.
        Execute("PRAGMA wal_autocheckpoint=0");
    }

    public SqliteConnection Connection { get; }

    /// <summary>For the one thread that writes the file.</summary>
    public static SqliteFile OpenToWrite(string path) => new(path, SqliteOpenMode.ReadWriteCreate);

    /// <summary>For readers: never writes and never checkpoints, neither while open nor on closing.</summary>
    public static SqliteFile OpenToRead(string path)
    {
        var file = new SqliteFile(path, SqliteOpenMode.ReadOnly);
        raw.sqlite3_db_config(file.Connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        file.Execute("PRAGMA query_only=1");
        return file;
    }

    /// <summary>Runs statements that answer nothing of interest.</summary>
    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known)) return known;
        return _statements[sql] = new Statement(Connection, sql);
    }

    /// <summary>Asks with whole numbers as parameters. Dispose the answer before the same text is asked again.</summary>
    public Rows Query(string sql, params ReadOnlySpan<long> values)
    {
        var statement = Prepare(sql);
        for (var i = 0; i < values.Length; i++) statement.Bind(i + 1, values[i]);
        return new(statement);
    }

    /// <summary>The first column of the first row, or null for no row or NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<long> values)
    {
        using var rows = Query(sql, values);
        return rows.Step() && !rows.Row.IsNull(0) ? rows.Row.Long(0) : null;
    }

    /// <summary>A read transaction: everything asked until it is disposed is of one moment.</summary>
    public IDisposable BeginRead()
    {
        Execute("BEGIN");
        return new ReadEnd(this);
    }

    /// <summary>What SQLite finds wrong with the file's structure; nothing for a sound one.</summary>
    public IReadOnlyList<string> QuickCheck()
    {
        using var rows = Query("PRAGMA quick_check");
        var faults = new List<string>();
        while (rows.Step()) faults.Add(rows.Row.Text(0));
        return faults is ["ok"] ? [] : faults;
    }

    /// <summary>Moves what readers allow from the log into the file; waits for nobody.</summary>
    public void Checkpoint() =>
        raw.sqlite3_wal_checkpoint_v2(Connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        Connection.Dispose();
    }

    private sealed class ReadEnd(SqliteFile file) : IDisposable
    {
        public void Dispose() => file.Execute("ROLLBACK");
    }
}

/// <summary>An answer being read; disposing makes its statement ready for the next question.</summary>
internal readonly struct Rows(Statement statement) : IDisposable
{
    public Statement Row => statement;

    public bool Step() => statement.Step();

    public void Dispose() => statement.Reset();
}

internal static class StatementCalls
{
    /// <summary>Runs a statement with whole numbers as its first parameters.</summary>
    public static void Run(this Statement statement, params ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++) statement.Bind(i + 1, values[i]);
        statement.Run();
    }
}
