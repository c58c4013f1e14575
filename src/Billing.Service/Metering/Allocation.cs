using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>What an environment may take of the organisation's pool (C-6). Limits may sum to more than the pool.</summary>
/// <param name="Limit">The most it may take, with what it took; null for no limit.</param>
/// <param name="Used">What it took.</param>
/// <param name="Balance">What it may still take: the pool's available balance, or the rest of its limit where that is less.</param>
public sealed record Allocation(string Environment, Amount? Limit, Amount Used, Amount Balance)
{
    /// <param name="used">10^-8 units.</param>
    public static Allocation Of(WalletState wallet, string environment, long used, Instant at)
    {
        var limit = wallet.Limits.TryGetValue(environment, out var most) ? most : (long?)null;
        var left = limit is null ? long.MaxValue : Math.Max(0, limit.Value - used);
        return new(environment, limit is { } units ? new(units, wallet.Asset) : null, new(used, wallet.Asset), new(Math.Min(left, wallet.AvailableAt(at)), wallet.Asset));
    }
}
