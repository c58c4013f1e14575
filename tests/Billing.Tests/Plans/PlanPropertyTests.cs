using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Plans;

/// <summary>Changes of plan on every book that has plans: no free money, no lost time, no limit that grows with use.</summary>
public sealed class PlanPropertyTests(ITestOutputHelper output)
{
    private static readonly PriceBook[] WithPlans = [.. Books.Shipped.Select(Books.Read).Where(book => book.Plans.Count > 0)];

    private sealed record Change(PriceBook Book, PlanStanding Standing, Plan To, BillingInterval Interval, Instant At)
    {
        public PlanChangeAnswer Decide() => PlanChangeDecision.Decide(Book, Standing, To, Interval, At);
    }

    private static Gen<Change> Changes { get; } =
        from book in Gen.Elements(WithPlans)
        from plan in Gen.Elements(book.Plans.ToArray())
        from to in Gen.Elements(book.Plans.ToArray())
        from interval in Gen.Elements(BillingInterval.Month, BillingInterval.Year)
        from next in Gen.Elements(BillingInterval.Month, BillingInterval.Year)
        from start in Draw.Moment
        from second in Gen.Choose(0, 28 * 86_400 - 1)
        from left in Gen.Choose(0, 3_000)
        from card in Gen.Elements(true, false)
        from over in Gen.Elements(true, false)
        let end = new MonthAnchor(start).Plus(interval == BillingInterval.Year ? 12 : 1)
        let paid = plan.Sale == PlanSale.Subscription && book.PlanChanges!.Period == PeriodRule.Anniversary
        select new Change(book, new(plan, interval, paid ? new Period(start, end) : null, Amount.Whole(left, book.Wallet.Unit), null, over, card), to, next, start.Plus(TimeSpan.FromSeconds(second)));

    [Fact]
    public void Change_Accepted_NeverPaysTheCustomerMoreThanTheOldPriceAndNeverChargesMoreThanTheNew() =>
        Property.Holds(output, Changes, c => c.Decide() is not PlanChangeAnswer.Accepted change
            || (!change.ChargeNow.IsNegative && change.ChargeNow <= c.To.PriceOf(c.Interval, c.Book.Currency)!.Value
                && !change.Credit.IsNegative && change.Credit <= (c.Standing.Plan!.PriceOf(c.Standing.Interval, c.Book.Currency) ?? Amount.Zero(c.Book.Currency))));

    [Fact]
    public void Change_Accepted_TakesEffectNowOrAtTheEndOfWhatWasPaid() =>
        Property.Holds(output, Changes, c => c.Decide() is not PlanChangeAnswer.Accepted change
            || change.EffectiveAt == c.At
            || (change.EffectiveAt == c.Standing.Period!.Value.End && change is { ChargeNow.IsZero: true, Credit.IsZero: true, Granted.IsZero: true }));

    [Fact]
    public void Change_Accepted_KeepsTheOldAllowanceWithAnEnd() =>
        Property.Holds(output, Changes, c => c.Decide() is not PlanChangeAnswer.Accepted change
            || (change.Kept == c.Standing.IncludedLeft && (change.KeptUntil is null || change.KeptUntil > c.At)));

    [Fact]
    public void Change_OfTheSameAccountTwice_IsTheSameAnswer() => Property.Holds(output, Changes, c => c.Decide() == c.Decide());

    [Fact]
    public void Change_ThereAndBackInTheSameMonth_NeverLeavesTheCustomerAhead() =>
        Property.Holds(output, from at in Draw.Moment from later in Gen.Choose(300, 3_000_000) select (at, back: at.Plus(TimeSpan.FromSeconds(later))), c =>
        {
            var book = Books.Koyeb;
            var standing = new PlanStanding(book.Plan("starter"), BillingInterval.Month, null, Amount.Zero(Asset.Usd), null, false, true);
            var up = (PlanChangeAnswer.Accepted)PlanChangeDecision.Decide(book, standing, book.Plan("startup")!, BillingInterval.Month, c.at);
            if (c.back >= up.NewPeriod!.Value.End) return true;
            var down = (PlanChangeAnswer.Accepted)PlanChangeDecision.Decide(book, standing with { Plan = book.Plan("startup"), LastChangeAt = c.at }, book.Plan("starter")!, BillingInterval.Month, c.back);
            return down.Credit <= up.ChargeNow;
        });

    [Fact]
    public void Entitlement_AllowedForMore_IsAllowedForFewer() =>
        Property.Holds(output, from book in Gen.Elements(WithPlans.Where(book => book.Features.Count > 0).ToArray())
                               from plan in Gen.Elements(book.Plans.ToArray())
                               from feature in Gen.Elements(book.Features.ToArray())
                               from own in Gen.Choose(-1, 100)
                               from few in Gen.Choose(0, 120)
                               from more in Gen.Choose(0, 120)
                               select (book, plan, feature, own, few, more), c =>
        {
            Fraction? limit = c.own < 0 ? null : c.own;
            EntitlementAnswer Ask(int current) => Entitlement.Of(c.book, c.plan, c.feature.Id, EntitlementAction.Add, current, limit);
            var (few, more) = (Ask(c.few), Ask(c.few + c.more));
            return (!more.Allowed || few.Allowed) && (few.Allowed || few.Reason is not null) && (limit is null || few.Allowed == c.few < c.own);
        });

    [Fact]
    public void Allowances_OfAnyYear_AreTwelveMonthsThatCoverIt() =>
        Property.Holds(output, Draw.Moment, start =>
        {
            var year = new Period(start, new MonthAnchor(start).Plus(12));
            var months = AllowanceSchedule.Due(year, Instant.Latest);
            return months.Count == 12 && months[0].Month.Start == year.Start && months[^1].Month.End == year.End
                && months.Zip(months.Skip(1)).All(pair => pair.First.Month.End == pair.Second.Month.Start);
        });

    /// <summary>A job that grants what is due and not granted yet: however late and however often it runs, each month comes once.</summary>
    [Fact]
    public void Allowances_GrantedByAJobThatRunsNowAndThen_AreThoseOfAPunctualOne() =>
        Property.Holds(output, from start in Draw.Moment from looks in Gen.Choose(0, 400).ArrayOf(6) select (start, looks), c =>
        {
            var year = new Period(c.start, new MonthAnchor(c.start).Plus(12));
            var granted = new List<AllowanceMonth>();
            foreach (var look in c.looks.Order().Append(400))
                granted.AddRange(AllowanceSchedule.Due(year, c.start.PlusDays(look)).Where(month => granted.All(known => known.Index != month.Index)));
            return granted.SequenceEqual(AllowanceSchedule.Due(year, year.End));
        });
}
