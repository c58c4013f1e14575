using Billing.Service.Metering;
using Billing.Service.Storage;

namespace Billing.Service.Jobs;

/// <summary>
/// The right to do a job, so that of many processes one does it. It is taken again for each piece of work, which makes it
/// last longer; who stopped loses it when its time is up, and another process goes on.
/// </summary>
/// <param name="job">The job's name, the same in every process.</param>
/// <param name="length">Longer than a piece of work takes.</param>
public sealed class Lease(Writer writer, string job, TimeSpan length)
{
    private readonly string _owner = Guid.CreateVersion7().ToString("N");

    /// <summary>Takes the lease or makes it last longer; false while another one holds it.</summary>
    public Task<bool> Take(CancellationToken cancel) => writer.Run(scope =>
    {
        var until = scope.Now.Plus(length);
        if (scope.Db.Leases.Find(job) is not { } lease)
        {
            scope.Db.Leases.Add(new LeaseRow { Job = job, Owner = _owner, Until = until });
            return true;
        }

        if (lease.Owner != _owner && lease.Until > scope.Now) return false;
        (lease.Owner, lease.Until) = (_owner, until);
        return true;
    }, cancel);

    /// <summary>Gives it up before its time, where it is still ours.</summary>
    public Task<bool> Release(CancellationToken cancel) => writer.Run(scope =>
    {
        if (scope.Db.Leases.Find(job) is not { } lease || lease.Owner != _owner) return false;
        scope.Db.Leases.Remove(lease);
        return true;
    }, cancel);
}
