using Billing.Service.Metering;
using Billing.Service.Ports;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// Does what falls due on accounts that nobody looks at: grants expire, allowances begin, hours are charged, months are
/// invoiced. Whoever looks at an account does the same first, so how late this comes changes nothing but the day of writing.
/// </summary>
public sealed class DueJob(Writer writer, BillingClock clock, ILogger<DueJob> log) : PollingJob(log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        foreach (var account in writer.Due(clock.Now)) await writer.Run(scope => scope.Find(account)?.NextDue, cancel);
    }
}
