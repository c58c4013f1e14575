using Billing.Service.Metering;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// A job that one process at a time does, piece by piece: the lease is taken again for each piece, and a piece that fails
/// is logged, stops no other, and is tried again in the next round.
/// </summary>
/// <param name="job">The lease's name, the same in every process.</param>
/// <param name="length">Of the lease; longer than a piece takes.</param>
public abstract class LeasedJob<TPiece>(Writer writer, string job, TimeSpan length, ILogger log) : PollingJob(log)
{
    private readonly Lease _lease = new(writer, job, length);

    protected Writer Writer { get; } = writer;

    /// <summary>What is to be done now, in order.</summary>
    protected abstract Task<IEnumerable<TPiece>> Due(CancellationToken cancel);

    protected abstract Task Do(TPiece piece, CancellationToken cancel);

    protected sealed override async Task RunOnce(CancellationToken cancel)
    {
        foreach (var piece in await Due(cancel))
        {
            if (!await _lease.Take(cancel)) return;
            try
            {
                await Do(piece, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.LogError(e, "{Job}: {Piece} could not be done; it is tried again", GetType().Name, piece);
            }
        }
    }
}
