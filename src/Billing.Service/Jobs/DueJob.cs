using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// Does what falls due on accounts that nobody looks at: grants expire, allowances begin, hours are charged, months are
/// invoiced. Whoever looks at an account does the same first, so how late this comes changes nothing but the day of writing.
/// </summary>
public sealed class DueJob(Writer writer, BillingClock clock, ILogger<DueJob> log) : LeasedJob<AccountId>(writer, "due", TimeSpan.FromSeconds(30), log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override Task<IEnumerable<AccountId>> Due(CancellationToken cancel) => Task.FromResult<IEnumerable<AccountId>>(Writer.Due(clock.Now));

    protected override Task Do(AccountId account, CancellationToken cancel) => Writer.Run(scope => scope.Find(account)?.NextDue, cancel);
}
