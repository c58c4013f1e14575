using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Storage.Portal;

/// <summary>Writes last uses of keys every half minute and once more at the end: nobody waits for it, and losing one is no loss of money.</summary>
internal sealed class ApiKeyUse(ApiKeyStore keys, TimeProvider time, ILogger<ApiKeyUse> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Save(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Save(CancellationToken.None);
        }
    }

    private async Task Save(CancellationToken cancel)
    {
        try
        {
            await keys.SaveUse(cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "The last use of API keys could not be written; trying again in {Every}", Every);
        }
    }
}
