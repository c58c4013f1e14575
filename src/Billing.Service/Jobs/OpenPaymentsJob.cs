using Billing.Service.Flows.TopUps;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>The janitor of purchases: looks at every one that is still open, so that a lost webhook loses no payment.</summary>
public sealed class OpenPaymentsJob(BillingReader reader, BillingClock clock, SettleTopUp settle, ILogger<OpenPaymentsJob> log) : PollingJob(log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(30);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        var settledLongAgo = clock.Now.PlusDays(-35);
        await using var db = reader.OpenContext();
        var open = await db.Payments
            .Where(p => (p.State == PaymentState.Open || p.State == PaymentState.Pending) && p.GatewaySession != null && p.Created > settledLongAgo)
            .OrderBy(p => p.Number).Select(p => p.GatewaySession!).Take(100).ToListAsync(cancel);
        foreach (var session in open) await settle.Run(session, cancel);
    }
}
