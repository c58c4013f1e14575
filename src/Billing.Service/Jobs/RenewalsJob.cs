using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Renews the subscriptions whose period is over, and tries those again that could not be paid.</summary>
public sealed class RenewalsJob(Writer writer, BillingReader reader, BillingClock clock, RenewSubscription renew, ILogger<RenewalsJob> log)
    : LeasedJob<int>(writer, "renewals", TimeSpan.FromMinutes(2), log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(30);

    protected override Task Do(int account, CancellationToken cancel) => renew.Run(Writer.Find(account)!.Id, cancel);

    protected override async Task<IEnumerable<int>> Due(CancellationToken cancel)
    {
        var now = clock.Now;
        await using var db = reader.OpenContext();
        return await db.Subscriptions
            .Where(row => row.PeriodEnd <= now && (row.NextAttempt == null || row.NextAttempt <= now))
            .OrderBy(row => row.PeriodEnd).Select(row => row.Account).ToListAsync(cancel);
    }
}
