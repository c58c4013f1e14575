using Billing.Plans;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Plans;

/// <summary>Splits equal wholes, and a share of a price stays within it.</summary>
public sealed class ProrationPropertyTests(ITestOutputHelper output)
{
    private const long Cent = 1_000_000;

    private static Gen<Amount> Price { get; } =
        Gen.Frequency((1, Gen.Choose(0, 12)), (4, Gen.Choose(0, 1_000_000))).Select(cents => new Amount(cents * Cent, Asset.Usd));

    private static Gen<(Amount Price, Period Period, Instant[] Cuts)> Cut { get; } =
        from price in Price
        from start in Draw.Moment
        from seconds in Gen.Frequency((1, Gen.Choose(1, 10)), (3, Gen.Choose(1, 2_678_400)))
        from cuts in Gen.Choose(0, seconds).ListOf()
        select (price, new Period(start, start.Plus(TimeSpan.FromSeconds(seconds))), cuts.Take(9).Select(cut => start.Plus(TimeSpan.FromSeconds(cut))).ToArray());

    [Fact]
    public void Split_AnyWholeAndWeights_EqualsTheWholeAndEachPartIsWithinOneStep() =>
        Property.Holds(output, from steps in Gen.Choose(0, 1_000_000) from step in Gen.Elements(1L, Cent, 100_000_000L) from weights in Draw.Small.NonEmptyListOf() where weights.Sum() > 0 select (steps, step, weights), c =>
        {
            var parts = LargestRemainder.Split(c.steps * c.step, c.step, [.. c.weights]);
            var total = c.weights.Aggregate(System.Numerics.BigInteger.Zero, (sum, weight) => sum + weight);
            return parts.Sum() == c.steps * c.step
                && parts.Zip(c.weights).All(part => part.First % c.step == 0 && Distance(Fraction.Of(part.First, 1), Fraction.Of(c.steps * c.step * (System.Numerics.BigInteger)part.Second, total)) < c.step);
        });

    [Fact]
    public void Split_EqualWeights_DifferByOneStepAndTheEarlierOnesHaveIt() =>
        Property.Holds(output, from steps in Gen.Choose(0, 100_000) from parts in Gen.Choose(1, 40) select (steps, parts), c =>
        {
            var split = LargestRemainder.Split(c.steps, 1, [.. Enumerable.Repeat(7L, c.parts)]);
            return split.SequenceEqual(split.OrderDescending()) && split[0] - split[^1] <= 1;
        });

    [Fact]
    public void Proration_AnyCuts_CoversThePeriodAndThePrice() =>
        Property.Holds(output, Cut, c =>
        {
            var parts = Proration.Split(c.Price, c.Period, c.Cuts, Cent);
            return parts.Count == c.Cuts.Length + 1
                && parts[0].Period.Start == c.Period.Start && parts[^1].Period.End == c.Period.End
                && parts.Zip(parts.Skip(1)).All(pair => pair.First.Period.End == pair.Second.Period.Start)
                && parts.Sum(part => part.Amount.Units) == c.Price.Units
                && parts.Aggregate(Fraction.Zero, (sum, part) => sum + part.Exact) == Fraction.Of(c.Price.Units, Asset.UnitsPerWhole);
        });

    [Fact]
    public void Proration_AnyPart_LiesBetweenNothingAndThePrice() =>
        Property.Holds(output, Cut, c => Proration.Split(c.Price, c.Period, c.Cuts, Cent).All(part => !part.Amount.IsNegative && part.Amount <= c.Price));

    [Fact]
    public void Share_OfALaterRest_IsNeverDearer() =>
        Property.Holds(output, Cut, c =>
        {
            var shares = c.Cuts.Order().Select(cut => Proration.Share(c.Price, c.Period, new(cut, c.Period.End), new(Cent, RoundingMode.HalfUp))).ToList();
            return shares.SequenceEqual(shares.OrderDescending()) && shares.All(share => !share.IsNegative && share <= c.Price);
        });

    private static Fraction Distance(Fraction a, Fraction b) => a > b ? a - b : b - a;
}
