namespace Stripe.Sandbox;

/// <summary>
/// The sandbox's own time: real time plus an offset that can be set. Objects and expiry follow it; signatures and
/// retries follow real time, because their receivers do.
/// </summary>
internal sealed class SandboxClock(TimeProvider real)
{
    public const string OffsetSetting = "clock_offset";

    private long _offset;

    public long RealNow => real.GetUtcNow().ToUnixTimeSeconds();

    public long Now => RealNow + Offset;

    /// <summary>Seconds; negative is the past.</summary>
    public long Offset
    {
        get => Interlocked.Read(ref _offset);
        set => Interlocked.Exchange(ref _offset, value);
    }
}
