using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Plans;

/// <summary>What comes with a change beside money, and when allowances are due.</summary>
public sealed class PlanTests
{
    /// <summary>C-9: the lowest paid plan allows less than none at all, as the document has it.</summary>
    [Fact]
    public void Comparison_FromNoPlanToTheLowestPaidOne_LosesLimits()
    {
        var changes = PlanComparison.Of(Books.ModelStack, null, Books.ModelStack.Plan("starter")!);
        Assert.Equal(["rpm 40 15", "api_keys unlimited 5", "stacks 10 3", "models_per_stack 3 2"], changes.Select(c => $"{c.Feature.Id} {c.From} {c.To}"));
        Assert.DoesNotContain(changes, change => change.IsGain);
    }

    [Fact]
    public void Comparison_ToTheHighestPlan_GainsEverywhere() =>
        Assert.All(PlanComparison.Of(Books.ModelStack, Books.ModelStack.Plan("pro"), Books.ModelStack.Plan("max")!), change => Assert.True(change.IsGain));

    [Fact]
    public void Allowances_OfAYearFromALeapDay_AreDueMonthByMonth()
    {
        var year = new Period(Instant.At(2024, 2, 29), Instant.At(2025, 2, 28));
        Assert.Single(AllowanceSchedule.Due(year, year.Start));
        Assert.Equal(2, AllowanceSchedule.Due(year, Instant.At(2024, 3, 29)).Count);
        var all = AllowanceSchedule.Due(year, Instant.At(2030, 1, 1));
        Assert.Equal(Enumerable.Range(0, 12), all.Select(month => month.Index));
        Assert.Equal(year.End, all[^1].Month.End);
    }

    [Fact]
    public void Allowances_BeforeThePeriod_AreNotDue() => Assert.Empty(AllowanceSchedule.Due(Period.MonthOf(Instant.At(2026, 3, 1)), Instant.At(2026, 2, 28)));
}
