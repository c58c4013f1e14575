using Billing.Service.Metering;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Views;

/// <summary>
/// The look-up of old usage by identity. What it once covered it goes on covering: while the file is built again a
/// question waits, since forgetting would mean charging twice.
/// </summary>
internal sealed class ViewsDuplicateIndex(string viewsPath, Feeder feeder) : IDuplicateIndex, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Between = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private SqliteFile? _file;
    private int _generation;
    private long _promised;

    public long Covers
    {
        get
        {
            lock (_lock) return _promised = Math.Max(_promised, feeder.Covers);
        }
    }

    public IReadOnlyList<long> Candidates(long hash)
    {
        lock (_lock) return WhenWhole(file =>
        {
            var found = new List<long>();
            using var rows = file.Query("SELECT usage FROM usage_hash WHERE hash = ?", hash);
            while (rows.Step()) found.Add(rows.Row.Long(0));
            return found;
        });
    }

    public IEnumerable<long> Hashes()
    {
        if (Covers == 0) yield break;
        using var file = SqliteFile.OpenToRead(viewsPath);
        using var rows = file.Query("SELECT hash FROM usage_hash");
        while (rows.Step()) yield return rows.Row.Long(0);
    }

    public void Dispose()
    {
        lock (_lock) _file?.Dispose();
    }

    private T WhenWhole<T>(Func<SqliteFile, T> answer)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (feeder.Covers >= _promised)
            {
                try
                {
                    return answer(Current());
                }
                catch (SqliteException failure) when (ViewsFile.IsUnusable(failure))
                {
                    feeder.Distrust(_generation);
                }
            }

            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new IOException("views.db does not cover the ledger; usage cannot be told from a duplicate");
            feeder.AwaitProgress(Between);
        }
    }

    private SqliteFile Current()
    {
        if (_file is not null && _generation == feeder.Generation) return _file;
        _file?.Dispose();
        _file = null;
        _generation = feeder.Generation;
        return _file = SqliteFile.OpenToRead(viewsPath);
    }
}
