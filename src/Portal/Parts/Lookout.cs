using Billing.Service.Metering;

namespace BillingPortal.Portal.Parts;

/// <summary>Lets a page that waits for an answer look again every two seconds, until it has come or the page is left.</summary>
public sealed class Lookout(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Cancelled when the page goes.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <param name="look">Answers true when there is nothing more to wait for.</param>
    /// <param name="show">Called after every look.</param>
    public async Task Until(Func<Task<bool>> look, Action show)
    {
        try
        {
            while (!await Ended(look))
            {
                show();
                await Task.Delay(Pause, time, Gone);
            }

            show();
        }
        catch (OperationCanceledException)
        {
            // The page was left; whatever it waited for goes on without it.
        }
    }

    private static async Task<bool> Ended(Func<Task<bool>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is WriterBusyException or LedgerUnavailableException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
