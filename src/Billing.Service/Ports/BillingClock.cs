using Billing.Units;

namespace Billing.Service.Ports;

/// <summary>
/// The product's own clock: real time plus an offset that Development may move. Money flows read it; sign-in, cookies,
/// lockout and signatures use real time. Never registered as the platform's TimeProvider.
/// </summary>
public sealed class BillingClock(TimeProvider real)
{
    private long _offsetMicros;

    public Instant Now => new(Instant.From(real.GetUtcNow()).Micros + Interlocked.Read(ref _offsetMicros));

    /// <summary>How far the clock is ahead of real time; negative is behind, zero in production.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromMicroseconds(Interlocked.Read(ref _offsetMicros));
        set => Interlocked.Exchange(ref _offsetMicros, value.Ticks / TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>Sets the clock so that it reads <paramref name="instant"/> now and runs on from there.</summary>
    public void MoveTo(Instant instant) =>
        Interlocked.Exchange(ref _offsetMicros, instant.Micros - Instant.From(real.GetUtcNow()).Micros);
}
