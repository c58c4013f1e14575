using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// Renews the subscriptions whose period is over, and tries those again that could not be paid. Of those that the provider
/// collects it looks after the ones of which nothing was heard, and tells the provider what it has not been told.
/// </summary>
public sealed class RenewalsJob(
    Writer writer, BillingReader reader, BillingClock clock, RenewSubscription renew, AlignSubscription align, FollowSubscription follow, ILogger<RenewalsJob> log)
    : LeasedJob<int>(writer, "renewals", TimeSpan.FromMinutes(2), log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(30);

    protected override async Task Do(int account, CancellationToken cancel)
    {
        var id = Writer.Find(account)!.Id;
        await align.Run(id, cancel);
        await follow.Look(id, cancel);
        await renew.Run(id, cancel);
    }

    protected override async Task<IEnumerable<int>> Due(CancellationToken cancel)
    {
        var now = clock.Now;
        var heardOfByNow = now.Plus(-FollowSubscription.LongestRenewal);
        await using var db = reader.OpenContext();
        return await db.Subscriptions
            .Where(row => row.GatewayWish != null
                || ((row.GatewaySubscription == null ? row.PeriodEnd <= now : row.PeriodEnd <= heardOfByNow) && (row.NextAttempt == null || row.NextAttempt <= now)))
            .OrderBy(row => row.PeriodEnd).Select(row => row.Account).ToListAsync(cancel);
    }
}
