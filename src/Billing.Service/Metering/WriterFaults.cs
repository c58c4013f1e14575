namespace Billing.Service.Metering;

/// <summary>The writer's queue is full: nothing was done, ask again after <see cref="RetryAfter"/> (HTTP 429).</summary>
public sealed class WriterBusyException() : Exception("The ledger is busy. Try again shortly.")
{
    public TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);
}

/// <summary>The commit failed or the ledger is closed: nothing was booked, the same request may be sent again (HTTP 503).</summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
