using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Billing.Service.Storage;

/// <summary>
/// The only connection that writes billing.db. It also does all checkpoints, because this SQLite build can damage a WAL
/// when another connection checkpoints during a commit; every other connection is read-only and this one closes last.
/// </summary>
internal sealed class LedgerStore : IDisposable
{
    private const int PagesPerCheckpoint = 1_000;

    private readonly SqliteConnection _connection;
    private readonly DbContextOptions<SqliteBillingDb> _options;
    private readonly Statement _savepoint, _release, _rollback;
    private SqliteTransaction? _transaction;

    private LedgerStore(SqliteConnection connection)
    {
        _connection = connection;
        _options = new DbContextOptionsBuilder<SqliteBillingDb>().UseSqlite(connection).Options;
        _savepoint = new(connection, "SAVEPOINT request");
        _release = new(connection, "RELEASE request");
        _rollback = new(connection, "ROLLBACK TO request");
        Names = new(connection);
        ApiKeys = new(connection);
        Usage = new(connection);
        Entries = new(connection);
        RunningSums = new(connection);
    }

    public NameTable Names { get; }
    public ApiKeyNumbers ApiKeys { get; }
    public UsageTable Usage { get; }
    public EntryTable Entries { get; }
    public RunningSumTable RunningSums { get; }

    /// <summary>For what is read at start-up, before the writer's thread runs.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>Opens or makes the file and brings its tables up to date. The caller holds the data folder's lock.</summary>
    /// <param name="durable">False for tests of the rules alone: commits do not wait for the disk.</param>
    public static LedgerStore Open(string path, bool durable = true)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = {(durable ? "FULL" : "OFF")}; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536");
            BillingMigrations.Apply(connection);
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>False when SQLite has rolled the transaction back by itself (disk full, I/O error).</summary>
    public bool InTransaction => _transaction is not null && raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public void Begin() => _transaction = _connection.BeginTransaction(deferred: false);

    public void Commit()
    {
        _transaction!.Commit();
        EndTransaction();
    }

    /// <summary>Undoes everything since <see cref="Begin"/>, as far as SQLite has not done so already.</summary>
    public void Rollback()
    {
        try
        {
            if (InTransaction) _transaction!.Rollback();
        }
        finally
        {
            EndTransaction();
            Usage.Forget();
        }
    }

    public void BeginRequest() => _savepoint.Run();

    public void AcceptRequest() => _release.Run();

    public void RejectRequest()
    {
        _rollback.Run();
        _release.Run();
        Usage.Forget();
    }

    /// <summary>The cold tables, in the running transaction.</summary>
    public BillingDb OpenContext()
    {
        var db = new SqliteBillingDb(_options);
        db.Database.AutoSavepointsEnabled = false;
        db.Database.UseTransaction(_transaction);
        return db;
    }

    /// <summary>Moves committed pages into the file once enough have gathered. Between groups only; waits for nobody.</summary>
    public void CheckpointWhenDue()
    {
        _ = raw.sqlite3_db_status(_connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
        if (pages < PagesPerCheckpoint) return;
        _ = raw.sqlite3_db_status(_connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out _, out _, 1);
        Execute(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        foreach (var part in new IDisposable[] { _savepoint, _release, _rollback, Names, ApiKeys, Usage, Entries, RunningSums }) part.Dispose();
        _connection.Dispose();
    }

    private void EndTransaction()
    {
        _transaction?.Dispose();
        _transaction = null;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
