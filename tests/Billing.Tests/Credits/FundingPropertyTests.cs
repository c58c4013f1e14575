using Billing.Credits;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Credits;

public sealed class FundingPropertyTests(ITestOutputHelper output)
{
    private static readonly Gen<Charge> Charges =
        from grants in Draw.Grants
        from order in Draw.Order
        from cost in Draw.Small
        from at in Draw.At
        from discount in Draw.Discount
        from room in Gen.Frequency((3, Gen.Constant(long.MaxValue)), (1, Draw.Small))
        select new Charge([.. grants.OrderBy(g => g.Grant, order)], cost, at, discount, room);

    [Fact]
    public void BurnOrder_ShuffledGrants_SortTheSame() =>
        Property.Holds(output, from grants in Draw.Grants from order in Draw.Order from shuffled in Gen.Shuffle(grants) select (grants, order, shuffled), c =>
            c.grants.OrderBy(g => g.Grant, c.order).SequenceEqual(c.shuffled.OrderBy(g => g.Grant, c.order)));

    [Fact]
    public void BurnOrder_AnyThreeGrants_AreInATotalOrder() =>
        Property.Holds(output, from grants in Draw.Grants where grants.Length >= 3 from order in Draw.Order select (grants, order), c =>
        {
            var (a, b, d) = (c.grants[0].Grant, c.grants[1].Grant, c.grants[2].Grant);
            var transitive = !(c.order.Compare(a, b) < 0 && c.order.Compare(b, d) < 0) || c.order.Compare(a, d) < 0;
            return transitive && c.order.Compare(a, b) == -c.order.Compare(b, a) && c.order.Compare(a, b) != 0 && c.order.Compare(a, a) == 0;
        });

    [Fact]
    public void Fund_AnyCharge_LosesNothingBetweenSlices() =>
        Property.Holds(output, Charges, c =>
        {
            var (funded, slices) = c.Fund();
            return slices.Sum(s => s.List) + funded.Uncovered == c.Cost && slices.Sum(s => s.Taken) == funded.Taken
                && slices.All(s => s.Taken > 0 && s.List >= s.Taken) && funded.Taken <= c.Room;
        });

    [Fact]
    public void Fund_AnyCharge_NeverTakesAGrantBelowZeroOrAnUnusableOne() =>
        Property.Holds(output, Charges, c => c.Fund().Slices.All(s => s.Taken <= c.Ordered[s.Index].Remaining && c.Ordered[s.Index].Grant.UsableAt(c.At)));

    [Fact]
    public void Fund_AnyCharge_EmptiesEarlierGrantsBeforeItTouchesTheNext() =>
        Property.Holds(output, Charges, c =>
        {
            var (funded, slices) = c.Fund();
            var left = c.Ordered.Select((g, i) => g.Grant.UsableAt(c.At) ? g.Remaining - slices.Where(s => s.Index == i).Sum(s => s.Taken) : 0).ToArray();
            var last = slices.Length == 0 ? 0 : slices[^1].Index;
            return left[..last].All(rest => rest == 0) && (funded.InFull || funded.Taken == c.Room || left.All(rest => rest == 0));
        });

    [Fact]
    public void Fund_WithoutDiscount_TakesTheSameInTwoPartsAsInOne() =>
        Property.Holds(output, from charge in Charges from share in Gen.Choose(0, 100) select (charge: charge with { Discount = default, Room = long.MaxValue }, share), c =>
        {
            var first = c.charge.Cost / 100 * c.share;
            var whole = c.charge.Left(c.charge.Cost);
            var rest = new Charge(c.charge.Left(first), c.charge.Cost - first, c.charge.At, default, long.MaxValue);
            return whole.SequenceEqual(rest.Left(rest.Cost));
        });

    [Fact]
    public void Fund_AnyCharge_AgreesWithTheSlowOracle() =>
        Property.Holds(output, Charges, c =>
        {
            var (funded, slices) = c.Fund();
            var expected = FundingOracle.Pay(
                [.. c.Ordered.Select(g => new FundingOracle.Purse(g.Grant.Kind == GrantKind.Topup, g.Grant.GrantedAt.Micros, g.Grant.ExpiresAt.Micros, g.Remaining))],
                c.Cost, c.At.Micros, c.Discount.RateUnits, c.Room);
            return expected.Uncovered == funded.Uncovered && expected.Slices.SequenceEqual(slices.Select(s => (s.Index, (System.Numerics.BigInteger)s.Taken, (System.Numerics.BigInteger)s.List)));
        });

    [Fact]
    public void Fund_WholeOrNothing_TakesAllOfItOrLeavesEverything() =>
        Property.Holds(output, Charges, c =>
        {
            var (part, _) = c.Fund();
            var (whole, slices) = c.Fund(PaymentRule.WholeOrNothing);
            return part.InFull ? whole == part : whole == new Funded(0, 0, c.Cost) && slices.Length == 0;
        });

    [Fact]
    public void Expiry_AnyRule_LiesAfterTheGrantAndStatusFollowsIt() =>
        Property.Holds(output, from anchor in Draw.Moment from granted in Draw.Moment from at in Draw.Moment from months in Gen.Choose(0, 24) from periods in Gen.Choose(0, 3) from rest in Draw.Small
                               select (anchor: new MonthAnchor(anchor), granted, at, rule: new ExpiryRule(months, periods), rest), c =>
        {
            var grant = new Grant(1, GrantKind.Included, c.granted, c.rule.ExpiresAt(c.granted, c.anchor));
            var status = GrantLifecycle.StatusAt(grant, c.rest, c.at, c.anchor);
            return grant.ExpiresAt > c.granted && status.Remaining + status.Lapsed == c.rest
                && (status.State == GrantState.Expired) == (c.rest > 0 && c.at >= grant.ExpiresAt)
                && (c.rule.Periods != 1 || status.State != GrantState.Rolled);
        });

    [Fact]
    public void Expiry_OverTime_OnlyTakesAway() =>
        Property.Holds(output, from anchor in Draw.Moment from granted in Draw.Moment from a in Draw.Moment from b in Draw.Moment from months in Gen.Choose(0, 24) from periods in Gen.Choose(0, 3) from rest in Draw.Small
                               select (anchor: new MonthAnchor(anchor), granted, early: a < b ? a : b, late: a < b ? b : a, rule: new ExpiryRule(months, periods), rest), c =>
        {
            var grant = new Grant(1, GrantKind.Included, c.granted, c.rule.ExpiresAt(c.granted, c.anchor));
            var (early, late) = (GrantLifecycle.StatusAt(grant, c.rest, c.early, c.anchor), GrantLifecycle.StatusAt(grant, c.rest, c.late, c.anchor));
            return late.Remaining <= early.Remaining && late.Lapsed >= early.Lapsed;
        });

    private sealed record Charge(GrantBalance[] Ordered, long Cost, Instant At, DebitDiscount Discount, long Room)
    {
        public (Funded Funded, FundingSlice[] Slices) Fund(PaymentRule rule = PaymentRule.WhatIsLeft)
        {
            var slices = new FundingSlice[Ordered.Length];
            var funded = Funding.Fund(Ordered, Cost, At, rule, Discount, slices, Room);
            return (funded, slices[..funded.Slices]);
        }

        /// <summary>The grants after a charge.</summary>
        public GrantBalance[] Left(long cost)
        {
            var left = (GrantBalance[])Ordered.Clone();
            foreach (var slice in (this with { Cost = cost }).Fund().Slices) left[slice.Index] = left[slice.Index] with { Remaining = left[slice.Index].Remaining - slice.Taken };
            return left;
        }

        public override string ToString() =>
            $"{Cost} at {At}, discount {Discount.RateUnits}, room {Room}: " + string.Join("; ", Ordered.Select(g => $"{g.Grant.Kind} {g.Grant.GrantedAt}-{g.Grant.ExpiresAt} {g.Remaining}"));
    }
}
