using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>A job that looks for work now and then, and at once when it is woken. A failing round is logged and the next one tries again.</summary>
public abstract class PollingJob(ILogger log) : BackgroundService
{
    private readonly SemaphoreSlim _woken = new(0, 1);
    private readonly SemaphoreSlim _round = new(1, 1);

    protected ILogger Log { get; } = log;

    /// <summary>Longest wait between two rounds.</summary>
    protected abstract TimeSpan Pause { get; }

    protected abstract Task RunOnce(CancellationToken cancel);

    /// <summary>Starts the next round now.</summary>
    public void Wake()
    {
        try
        {
            _woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Woken already.
        }
    }

    /// <summary>A round of its own for a caller who waits for it; never two at once.</summary>
    public async Task RunNow(CancellationToken cancel)
    {
        await _round.WaitAsync(cancel);
        try
        {
            await RunOnce(cancel);
        }
        finally
        {
            _round.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunNow(stoppingToken);
                await _woken.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.LogError(e, "{Job} failed; it tries again in {Pause}", GetType().Name, Pause);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Dispose()
    {
        _woken.Dispose();
        _round.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
