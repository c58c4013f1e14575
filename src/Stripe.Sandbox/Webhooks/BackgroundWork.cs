using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stripe.Sandbox.Control;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Webhooks;

/// <summary>
/// Delivers what is queued and runs timers that are due. The queue is on disk and a delivery is marked after its answer,
/// so a kill between the two delivers again: receivers must expect that from Stripe as well.
/// </summary>
internal sealed class BackgroundWork(
    SandboxDatabase database, SandboxClock clock, SandboxAddress address, SandboxOptions options, AwaySwitch away, ILogger logger) : IDisposable
{
    private const int Batch = 100;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly WebhookPost _post = new();
    private readonly ConcurrentDictionary<string, byte> _busy = new(StringComparer.Ordinal);
    private readonly List<Task> _underway = [];

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
                var busy = database.Run<bool>(Timers.RunDue) | SendDue(cancellation);
                if (!busy)
                    await _wake.WaitAsync(TimeSpan.FromSeconds(1), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception unexpected) when (Outlive(unexpected))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }

        await Task.WhenAll(_underway);
    }

    /// <summary>Sends off what is due. One endpoint that hangs holds up neither the others nor the clock; within an endpoint the order stays.</summary>
    private bool SendDue(CancellationToken cancellation)
    {
        if (away.IsAway)
            return false;
        _underway.RemoveAll(sent => sent.IsCompleted);
        var due = database.Run(state => state.Deliveries.Due(clock.RealNow, _busy.Keys, Batch));
        foreach (var group in due.GroupBy(d => d.EndpointId))
        {
            _busy.TryAdd(group.Key, 0);
            _underway.Add(Task.Run(() => DeliverAllAsync(group.Key, group, cancellation), CancellationToken.None));
        }

        return due.Count > 0;
    }

    private async Task DeliverAllAsync(string endpoint, IEnumerable<Delivery> deliveries, CancellationToken cancellation)
    {
        try
        {
            foreach (var delivery in deliveries.TakeWhile(_ => !away.IsAway))
                await DeliverAsync(delivery, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was not delivered stays in the queue.
        }
        catch (Exception unexpected) when (Outlive(unexpected))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
        finally
        {
            _busy.TryRemove(endpoint, out _);
            Wake();
        }
    }

    /// <summary>The worker must outlive whatever one event does to it.</summary>
    private bool Outlive(Exception unexpected)
    {
        logger.LogError(unexpected, "Background work of the sandbox failed; going on");
        return true;
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (database.Run(state => Letter(state, delivery)) is not { } letter)
        {
            database.Run(state => state.Deliveries.GiveUp(delivery.Id, "endpoint deleted or disabled"));
            return;
        }

        var (taken, answer) = await _post.SendAsync(letter.Url, letter.Body, WebhookSignature.Sign(letter.Body, letter.Secrets, clock.RealNow), cancellation);
        database.Run(state => Note(state, delivery, taken, answer));
    }

    private (string Url, string Body, IEnumerable<string> Secrets)? Letter(State state, Delivery delivery)
    {
        if (state.Objects.Find(delivery.EndpointId) is not { } endpoint || endpoint.Text("status") != "enabled" || state.Objects.Find(delivery.EventId) is not { } happened)
            return null;
        var body = Rendering.Answer(happened, state, address.Value);
        body["api_version"] = Outbox.Disturbance(endpoint).ApiVersion ?? endpoint.Text("api_version") ?? SandboxServer.ApiVersion;
        return (endpoint.Text("url")!, body.ToJsonString(), WebhookEndpoints.Secrets(endpoint, clock.RealNow));
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

    public void Dispose()
    {
        _wake.Dispose();
        _post.Dispose();
    }
}
