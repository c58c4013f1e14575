using Microsoft.Extensions.Logging;

namespace Billing.Service.Views;

/// <summary>
/// The one thread that writes and checkpoints views.db: it follows billing.db from the watermark on. Between merges it
/// rests as long as the last one took, so that under load chunks grow by themselves and writing stays cheap, while in
/// normal use it is some hundredths of a second behind. What it has not merged yet readers add themselves.
/// </summary>
internal sealed class Feeder(string viewsPath, string billingPath, ILogger log) : IDisposable
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(20), LongestRest = TimeSpan.FromSeconds(2);

    /// <summary>Looks by itself this often, should nobody call.</summary>
    private static readonly TimeSpan Patrol = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly object _progress = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private volatile bool _distrusted;
    private long _covers;
    private int _generation;

    /// <summary>Done when everything that stood in billing.db at the start is merged.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Every usage row up to this one is in views.db.</summary>
    public long Covers => Interlocked.Read(ref _covers);

    /// <summary>Counts the files: a reader's connection to an earlier one is of no use any more.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public void Start()
    {
        if (_thread is not null) return;
        _thread = new Thread(Run) { Name = "views.db feeder", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Something was committed.</summary>
    public void Wake() => _wake.Set();

    /// <summary>A reader found the file damaged or gone: build it anew, unless that has happened since.</summary>
    /// <param name="generation">Of the file the reader speaks of.</param>
    public void Distrust(int generation)
    {
        if (generation != Generation) return;
        _distrusted = true;
        Wake();
    }

    /// <summary>Waits for the next merge, or as long as said.</summary>
    public void AwaitProgress(TimeSpan longest)
    {
        lock (_progress) Monitor.Wait(_progress, longest);
    }

    public void Dispose()
    {
        if (_stop.IsSet) return;
        _stop.Set();
        Wake();
        _thread?.Join();
        _wake.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsSet)
        {
            try
            {
                if (LedgerExists()) Follow();
                else
                {
                    // The first start: the ledger is about to be made, and nothing stands in it.
                    _ready.TrySetResult();
                    _wake.WaitOne(Patrol);
                }
            }
            catch (Exception failure)
            {
                if (ViewsFile.IsDamage(failure)) _distrusted = true;
                log.LogWarning(failure, "views.db could not be fed; trying again");
                _stop.Wait(AfterFailure);
            }
        }

        _ready.TrySetCanceled();
    }

    private bool LedgerExists()
    {
        if (!File.Exists(billingPath)) return false;
        using var billing = SqliteFile.OpenToRead(billingPath);
        return billing.Number("SELECT count(*) FROM sqlite_master WHERE name = 'entries'") > 0;
    }

    private void Follow()
    {
        using var billing = new BillingLog(billingPath);
        if (_distrusted) ViewsFile.Delete(viewsPath);
        using var views = ViewsFile.Open(viewsPath, billing);
        _distrusted = false;
        Interlocked.Increment(ref _generation);
        var merge = new Merge(views, billing);
        var applied = Watermark.Read(views);
        Reached(applied);
        while (!_stop.IsSet && !_distrusted)
        {
            var began = TimeProvider.System.GetTimestamp();
            var next = merge.Next(applied);
            var full = Math.Max(next.Usage - applied.Usage, next.Entry - applied.Entry) >= Merge.ChunkRows;
            var nothing = next == applied;
            applied = next;
            Reached(applied);
            if (!nothing) views.Checkpoint();
            if (full) continue;
            _ready.TrySetResult();
            if (nothing) _wake.WaitOne(Patrol);
            else _stop.Wait(Clamp(TimeProvider.System.GetElapsedTime(began)));
        }
    }

    private void Reached(Watermark applied)
    {
        Interlocked.Exchange(ref _covers, applied.Usage);
        lock (_progress) Monitor.PulseAll(_progress);
    }

    private static TimeSpan Clamp(TimeSpan rest) => rest < ShortestRest ? ShortestRest : rest > LongestRest ? LongestRest : rest;
}
