using Microsoft.Extensions.Logging;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Webhooks;

/// <summary>
/// Delivers what is queued and runs timers that are due. The queue is on disk and a delivery is marked after its answer,
/// so a kill between the two delivers again: receivers must expect that from Stripe as well.
/// </summary>
internal sealed class BackgroundWork(SandboxDatabase database, SandboxClock clock, SandboxAddress address, SandboxOptions options, ILogger logger) : IDisposable
{
    private const int Batch = 100;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly WebhookPost _post = new();

    /// <summary>Something was queued or the clock has moved.</summary>
    public void Wake()
    {
        try
        {
            if (_wake.CurrentCount == 0)
                _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another caller woke it at the same moment, which is just as good.
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var busy = database.Run(Timers.RunDue) | await DeliverDueAsync(cancellation);
                if (!busy)
                    await _wake.WaitAsync(TimeSpan.FromSeconds(1), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The worker must outlive whatever one event does to it.
            catch (Exception unexpected)
#pragma warning restore CA1031
            {
                logger.LogError(unexpected, "Background work of the sandbox failed; going on");
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    private async Task<bool> DeliverDueAsync(CancellationToken cancellation)
    {
        var due = database.Run(state => state.Deliveries.Due(clock.RealNow, Batch));
        // One endpoint that hangs must not hold up the others; within an endpoint the order stays.
        await Parallel.ForEachAsync(due.GroupBy(d => d.EndpointId), cancellation, async (group, token) =>
        {
            foreach (var delivery in group)
                await DeliverAsync(delivery, token);
        });
        return due.Count > 0;
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var (url, secret, body) = database.Run(state =>
        {
            var endpoint = state.Objects.Find(delivery.EndpointId);
            var happened = state.Objects.Find(delivery.EventId);
            return endpoint is null || happened is null
                ? (null, null, null)
                : (endpoint.Text("url"), endpoint.Text("_secret"), Rendering.Answer(happened, state, address.Value).ToJsonString());
        });
        if (url is null)
        {
            database.Run(state => Do(() => state.Deliveries.GiveUp(delivery.Id, "endpoint deleted")));
            return;
        }

        var (taken, answer) = await _post.SendAsync(url, body!, WebhookSignature.Sign(body!, secret!, clock.RealNow), cancellation);
        database.Run(state => Do(() => Note(state, delivery, taken, answer)));
    }

    private void Note(State state, Delivery delivery, bool taken, string answer)
    {
        if (taken)
            state.Deliveries.Delivered(delivery.Id, answer);
        else if (delivery.Attempts < options.WebhookRetryGaps.Count)
            state.Deliveries.TryAgain(delivery.Id, answer, clock.RealNow + (long)options.WebhookRetryGaps[delivery.Attempts].TotalSeconds);
        else
            state.Deliveries.GiveUp(delivery.Id, answer);
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }

    public void Dispose()
    {
        _wake.Dispose();
        _post.Dispose();
    }
}
