using Billing.Service.Flows.Payments;
using Billing.Service.Flows.TopUps;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// The janitor of payments: looks at every one that is still open, so that a lost webhook loses no purchase, and asks again
/// for a charge whose answer nobody noted.
/// </summary>
public sealed class OpenPaymentsJob(
    BillingReader reader, BillingClock clock, SettleTopUp settle, ChargeCard charge, ILogger<OpenPaymentsJob> log) : PollingJob(log)
{
    private static readonly TimeSpan LongestCharge = TimeSpan.FromMinutes(1);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(30);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        var settledLongAgo = clock.Now.PlusDays(-35);
        var open = await db.Payments
            .Where(p => (p.State == PaymentState.Open || p.State == PaymentState.Pending) && p.GatewaySession != null && p.Created > settledLongAgo)
            .OrderBy(p => p.Number).Select(p => p.GatewaySession!).Take(100).ToListAsync(cancel);
        var answeredByNow = clock.Now.Plus(-LongestCharge);
        var unanswered = await db.Payments
            .Where(p => p.State == PaymentState.Created && p.Purpose != PaymentPurpose.TopUp && p.Created <= answeredByNow)
            .OrderBy(p => p.Number).Select(p => p.Id).Take(100).ToListAsync(cancel);
        foreach (var session in open) await settle.Run(session, cancel);
        foreach (var payment in unanswered) await charge.Run(payment, cancel);
    }
}
