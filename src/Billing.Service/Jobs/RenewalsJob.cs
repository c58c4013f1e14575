using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Renews the subscriptions whose period is over, and tries those again that could not be paid.</summary>
public sealed class RenewalsJob(Writer writer, BillingReader reader, BillingClock clock, RenewSubscription renew, ILogger<RenewalsJob> log) : PollingJob(log)
{
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private readonly Lease _lease = new(writer, "renewals", LeaseLength);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(30);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        foreach (var account in await Due(cancel))
        {
            if (!await _lease.Take(cancel)) return;
            await Renew(account, cancel);
        }
    }

    /// <summary>One that fails stops no other.</summary>
    private async Task Renew(int account, CancellationToken cancel)
    {
        try
        {
            await renew.Run(writer.Find(account)!.Id, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The subscription of account {Account} could not be renewed; it is tried again", account);
        }
    }

    private async Task<List<int>> Due(CancellationToken cancel)
    {
        var now = clock.Now;
        await using var db = reader.OpenContext();
        return await db.Subscriptions
            .Where(row => row.PeriodEnd <= now && (row.NextAttempt == null || row.NextAttempt <= now))
            .OrderBy(row => row.PeriodEnd).Select(row => row.Account).ToListAsync(cancel);
    }
}
