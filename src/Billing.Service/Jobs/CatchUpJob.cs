using Billing.Service.Flows.Messages;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Catches up with the payment provider when the portal starts, and every few minutes: a webhook that never came is a late one.</summary>
public sealed class CatchUpJob(Writer writer, CatchUp catchUp, InboxJob inbox, ILogger<CatchUpJob> log) : PollingJob(log)
{
    // Short, for a process that is killed keeps it; two who catch up at once only find the same.
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);

    private readonly Lease _lease = new(writer, "catch-up", LongestRound);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override TimeSpan Pause => TimeSpan.FromMinutes(3);

    /// <summary>The provider can be asked from now on.</summary>
    public void Begin() => _connected.TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _connected.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.ExecuteAsync(stoppingToken);
    }

    protected override async Task RunOnce(CancellationToken cancel)
    {
        if (!await _lease.Take(cancel)) return;
        try
        {
            var caught = await catchUp.Run(cancel);
            if (caught.Found == 0) return;
            Log.LogInformation("{Found} {What} of the payment provider were found that no webhook had told", caught.Found, caught.ByEvents ? "events" : "objects");
            inbox.Wake();
        }
        catch (GatewayAwayException away)
        {
            Log.LogWarning("The payment provider does not answer, catching up goes on later: {Away}", away.Message);
        }
        finally
        {
            await _lease.Release(CancellationToken.None);
        }
    }
}
