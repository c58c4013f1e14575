using System.Numerics;

namespace Billing.Tests.Credits;

/// <summary>
/// Who pays, told a second time from the rules alone (MS-19, MS-20, KU-20, C-24) with big whole numbers and none of
/// the product's types: first find how far each run of discounted purses reaches, then cut it.
/// </summary>
internal static class FundingOracle
{
    private const long Whole = 100_000_000;

    public sealed record Purse(bool Discounted, long From, long Until, BigInteger Left);

    public static (List<(int Index, BigInteger Taken, BigInteger List)> Slices, BigInteger Uncovered) Pay(
        List<Purse> purses, BigInteger list, long at, long discount, BigInteger room)
    {
        var slices = new List<(int, BigInteger, BigInteger)>();
        var i = 0;
        while (i < purses.Count && list > 0)
        {
            if (discount == 0 || !purses[i].Discounted)
            {
                var pays = new[] { Usable(purses[i], at), list, room }.Min();
                if (pays > 0) slices.Add((i, pays, pays));
                (list, room, i) = (list - pays, room - pays, i + 1);
                continue;
            }

            var end = i;
            while (end < purses.Count && purses[end].Discounted) end++;
            var run = Enumerable.Range(i, end - i).ToList();
            var debit = BigInteger.Max(1, HalfUp(list * (Whole - discount), Whole));
            var reach = new[] { debit, room, run.Aggregate(BigInteger.Zero, (sum, k) => sum + Usable(purses[k], at)) }.Min();
            BigInteger taken = 0, covered = 0;
            foreach (var k in run)
            {
                var pays = BigInteger.Min(Usable(purses[k], at), reach - taken);
                if (pays <= 0) continue;
                taken += pays;
                var reached = taken == debit ? list : HalfUp(taken * Whole, Whole - discount);
                slices.Add((k, pays, reached - covered));
                covered = reached;
            }

            (list, room, i) = (list - covered, room - taken, end);
        }

        return (slices, list);
    }

    private static BigInteger Usable(Purse purse, long at) => at >= purse.From && at < purse.Until ? purse.Left : 0;

    private static BigInteger HalfUp(BigInteger numerator, BigInteger denominator) => (2 * numerator + denominator) / (2 * denominator);
}
