using Billing.Plans;
using Billing.PriceBooks;
using Billing.Recovery;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Oracle;

/// <summary>Changes of plan on every book that has plans, and the stages of an unpaid invoice, against the slow model.</summary>
public sealed class PlanOracleTests(ITestOutputHelper output)
{
    private const long Hour = 3_600_000_000;

    private static readonly (PriceBook Book, OraclePlans Model)[] WithPlans =
    [
        .. OracleBooks.Names.Select(OracleBooks.JsonOf).Where(json => new OracleBook(json).Plans.Count > 0)
            .Select(json => (PriceBookDocument.Parse(json).BookOrThrow(), new OraclePlans(new(json)))),
    ];

    private sealed record Change(PriceBook Book, OraclePlans Model, OracleStanding Standing, int To, bool Year, long At)
    {
        public override string ToString() => $"{Book.Id}: {Standing} at {At} to {To}, {(Year ? "year" : "month")}";
    }

    private static Gen<Change> Changes { get; } =
        from book in Gen.Elements(WithPlans)
        from plan in Gen.Choose(-1, book.Book.Plans.Count - 1)
        from to in Gen.Choose(0, book.Book.Plans.Count - 1)
        from year in Gen.Elements(true, false)
        from toYear in Gen.Elements(true, false)
        from start in Draw.Moment
        from second in Gen.Frequency((1, Gen.Elements(0, 1, 28 * 86_400 - 1)), (4, Gen.Choose(0, 28 * 86_400)))
        from left in Gen.Elements(0L, 1L, 50_000_000_000L)
        from last in Gen.Elements<long?>(null, 0L, 299_999_999L, 300_000_000L)
        from over in Gen.Elements(true, false)
        from card in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        let paid = plan > 0 && book.Book.PlanChanges!.Period == PeriodRule.Anniversary
        let at = start.Micros + second * 1_000_000L
        select new Change(
            book.Book, book.Model,
            new(plan, year, paid ? start.Micros : null, paid ? OracleCalendar.Plus(start.Micros, year ? 12 : 1) : null, left, last is { } ago ? at - ago : null, over, card), to, toYear, at);

    [Fact]
    public void Change_OfAnyPlan_IsDecidedAlikeByTheModel() => Property.Holds(output, Changes, change =>
    {
        Assert.Equal(change.Model.Tell(change.Standing, change.To, change.Year, change.At), Told(change));
        return true;
    });

    [Fact]
    public void Stage_OfAnUnpaidInvoice_IsTheLastWhoseHoursArePassed() =>
        Property.Holds(output,
            from failed in Draw.Moment from paid in Gen.Frequency((1, Gen.Constant<int?>(null)), (2, HourOf.Select(hour => (int?)hour))) from now in HourOf from lifted in Gen.Choose(0, 7) select (failed, paid, now, lifted), c =>
        {
            Instant At(int hours) => new(c.failed.Micros + hours * Hour);
            var standing = RecoveryDecision.At(Books.Koyeb.Recovery, c.failed, c.paid is { } paid ? At(paid) : null, At(c.now), (RecoveryBlocks)c.lifted);
            var until = c.paid is { } on && on <= c.now ? on : c.now;
            var stage = until < 0 ? 0 : until >= 504 ? 4 : until >= 336 ? 3 : until >= 168 ? 2 : 1;
            var over = c.now < 0 || until != c.now || c.paid == c.now;
            var gone = stage == 4 && c.now >= 0;
            return standing.State == (over ? RecoveryState.Current : (RecoveryState)(stage + 1))
                && standing.CreationAllowed == (over || stage < 2 || (c.lifted & 1) != 0)
                && standing.InstancesPaused == (!over && stage >= 3 && (c.lifted & 2) == 0)
                && standing.ResourcesDeleted == gone
                && standing.NextAt == (over || stage == 4 ? null : At(168 * stage));
        });

    /// <summary>Hours around the failure and each stage.</summary>
    private static Gen<int> HourOf { get; } = Gen.Frequency((1, Gen.Choose(-50, 900)), (2, from day in Gen.Elements(0, 7, 14, 21) from off in Gen.Choose(-1, 1) select day * 24 + off));

    private static string Told(Change c)
    {
        var s = c.Standing;
        var unit = c.Book.Wallet.Unit;
        var standing = new PlanStanding(
            s.Plan < 0 ? null : c.Book.Plans[s.Plan], s.Year ? BillingInterval.Year : BillingInterval.Month, s.From is { } from ? new Period(new(from), new(s.To!.Value)) : null,
            new(s.Left, unit), s.LastChange is { } last ? new Instant(last) : null, s.OverLimits, s.HasCard);
        return PlanChangeDecision.Decide(c.Book, standing, c.Book.Plans[c.To], c.Year ? BillingInterval.Year : BillingInterval.Month, new(c.At)) switch
        {
            PlanChangeAnswer.Accepted a =>
                $"from {a.EffectiveAt.Micros}, pay {a.ChargeNow.Units}, credit {a.Credit.Units}, {(a.NewPeriod is { } p ? $"{p.Start.Micros} to {p.End.Micros}" : "no period")}, "
                + $"grant {a.Granted.Units}, keep {a.Kept.Units}{(a.KeptUntil is { } until ? $" to {(until == Instant.Latest ? "ever" : until.Micros.ToString())}" : "")}",
            PlanChangeAnswer.Refused refused => refused.Code,
            _ => "",
        };
    }
}
