using System.Numerics;

namespace Billing.Units;

/// <summary>
/// Cuts a whole into parts that add up to it again: every part gets its share rounded down, and the steps that are left
/// go to the parts that lost most; at a tie to the earlier one.
/// </summary>
public static class LargestRemainder
{
    /// <param name="units">The whole in 10^-8 units: 0 or more and a whole number of steps.</param>
    /// <param name="stepUnits">The grain, above 0: 1,000,000 for a cent.</param>
    /// <param name="weights">0 or more each, not all 0.</param>
    /// <returns>One part per weight; their sum is <paramref name="units"/>.</returns>
    /// <exception cref="ArgumentException">The whole is no number of steps, or there is nothing to weigh by.</exception>
    public static long[] Split(long units, long stepUnits, IReadOnlyList<long> weights)
    {
        if (units < 0 || units % stepUnits != 0) throw new ArgumentException("The whole must be a number of steps, 0 or more", nameof(units));
        var total = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        if (total <= 0 || weights.Any(weight => weight < 0)) throw new ArgumentException("Weights are 0 or more, and not all 0", nameof(weights));

        var steps = units / stepUnits;
        var shares = weights.Select(weight => BigInteger.DivRem(weight * (BigInteger)steps, total)).ToArray();
        var parts = shares.Select(share => (long)share.Quotient).ToArray();
        var left = steps - parts.Sum();
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => shares[i].Remainder).ThenBy(i => i).Take((int)left)) parts[i]++;
        return [.. parts.Select(part => part * stepUnits)];
    }
}
