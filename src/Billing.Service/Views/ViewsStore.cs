using System.Collections.Concurrent;
using Billing.Service.Metering;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Views;

/// <summary>
/// views.db: everything derived from billing.db so that pages and start-up do not read it whole. Feeds the file on a
/// thread of its own and lends readers a connection pair. The file may be deleted or damaged at any time: it is built
/// again, and until then answers are slower, not other. Dispose it before the writer, whose connection closes last.
/// </summary>
public sealed class ViewsStore : IDisposable
{
    /// <summary>As many as have something to do at once on a small machine; the others wait their turn.</summary>
    private const int Connections = 4;
    private const int Attempts = 40;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly string _viewsPath, _billingPath;
    private readonly Feeder _feeder;
    private readonly SemaphoreSlim _free = new(Connections);
    private readonly ConcurrentBag<Pair> _idle = [];

    /// <param name="viewsPath">Where views.db lies or shall lie.</param>
    /// <param name="billingPath">billing.db; it must exist when <see cref="Start"/> is called.</param>
    public ViewsStore(string viewsPath, string billingPath, ILogger<ViewsStore> log)
    {
        _viewsPath = viewsPath;
        _billingPath = billingPath;
        _feeder = new(viewsPath, billingPath, log);
        Duplicates = new ViewsDuplicateIndex(viewsPath, _feeder);
        Snapshot = new ViewsSnapshot(viewsPath, billingPath);
    }

    private sealed record Pair(int Generation, SqliteFile Views, BillingLog Billing) : IDisposable
    {
        public void Dispose()
        {
            Views.Dispose();
            Billing.Dispose();
        }
    }

    /// <summary>For the writer: old usage by the hash of its identity.</summary>
    public IDuplicateIndex Duplicates { get; }

    /// <summary>For the writer's start: balances as of the watermark. May be asked before <see cref="Start"/>.</summary>
    public ISnapshot Snapshot { get; }

    /// <summary>Done when everything that stood in billing.db at the start is merged.</summary>
    public Task Ready => _feeder.Ready;

    /// <summary>Begins to follow billing.db.</summary>
    public void Start() => _feeder.Start();

    /// <summary>Something was committed: look now instead of soon.</summary>
    public void Wake() => _feeder.Wake();

    /// <summary>Answers a question on both files at one moment, on a thread of the pool: SQLite waits in place.</summary>
    internal async Task<T> Read<T>(Func<Moment, T> answer, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _free.WaitAsync(cancel);
            var generation = _feeder.Generation;
            try
            {
                return await Task.Run(() => Ask(generation, answer), cancel);
            }
            catch (Exception failure) when (attempt < Attempts && ViewsFile.IsUnusable(failure))
            {
                _feeder.Distrust(generation);
            }
            finally
            {
                _free.Release();
            }

            await Task.Delay(BetweenAttempts, cancel);
        }
    }

    public void Dispose()
    {
        _feeder.Dispose();
        while (_idle.TryTake(out var pair)) pair.Dispose();
        (Duplicates as IDisposable)?.Dispose();
        _free.Dispose();
    }

    // A new file is there a moment before its tables are.
    private SqliteFile Open() => ViewsFile.TryOpenToRead(_viewsPath) ?? throw new FileNotFoundException("views.db is being built", _viewsPath);

    private T Ask<T>(int generation, Func<Moment, T> answer)
    {
        Pair? pair;
        while (_idle.TryTake(out pair) && pair.Generation != generation) pair.Dispose();
        pair ??= new(generation, Open(), new BillingLog(_billingPath));
        try
        {
            T result;
            using (var moment = new Moment(pair.Views, pair.Billing)) result = answer(moment);
            _idle.Add(pair);
            return result;
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }
}
