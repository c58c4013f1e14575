using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Plans;

/// <summary>Prices for parts of months of 28, 29, 30 and 31 days, and what a change within one costs and gives back.</summary>
public sealed class ProrationTranscriptTests
{
    [Fact]
    public void Month_CutAfterTenDays_AddsUpWhateverItsLength() => Split(
        """
        79 | 2026-02-01 | 2026-02-11 | 28.21 + 50.79
        79 | 2024-02-01 | 2024-02-11 | 27.24 + 51.76
        79 | 2026-04-01 | 2026-04-11 | 26.33 + 52.67
        79 | 2026-01-01 | 2026-01-11 | 25.48 + 53.52
        """);

    [Fact]
    public void Month_CutInItsMiddle_IsHalvedAndTheOddCentGoesToTheEarlierPart() => Split(
        """
        79    | 2026-02-01 | 2026-02-15       | 39.5 + 39.5
        79    | 2024-02-01 | 2024-02-15 12:00 | 39.5 + 39.5
        79.01 | 2026-02-01 | 2026-02-15       | 39.51 + 39.5
        0.01  | 2026-04-01 | 2026-04-16       | 0.01 + 0
        """);

    [Fact]
    public void Month_CutAtItsEdges_GivesAllToTheOtherPart() => Split(
        """
        79 | 2026-03-01 | 2026-03-01          | 0 + 79
        79 | 2026-03-01 | 2026-03-01 00:00:01 | 0 + 79
        79 | 2026-03-01 | 2026-03-31 23:59:59 | 79 + 0
        79 | 2026-03-01 | 2026-04-01          | 79 + 0
        """);

    [Fact]
    public void Month_CutOften_GivesOddCentsToTheLargestRemaindersAndThenToTheEarlier() => Split(
        """
        0.1 | 2026-04-01 | 2026-04-11, 2026-04-21 | 0.04 + 0.03 + 0.03
        79  | 2026-04-01 | 2026-04-11, 2026-04-21 | 26.34 + 26.33 + 26.33
        79  | 2026-02-01 | 2026-02-08, 2026-02-15, 2026-02-22 | 19.75 + 19.75 + 19.75 + 19.75
        0.01 | 2026-02-01 | 2026-02-08, 2026-02-15, 2026-02-22 | 0.01 + 0 + 0 + 0
        """);

    [Fact]
    public void Upgrade_OnTheEleventh_CostsTheRestOfEachMonth() => Upgrade(
        """
        2026-02-11 | 50.79
        2024-02-11 | 51.76
        2026-04-11 | 52.67
        2026-01-11 | 53.52
        2026-01-01 | 79
        2026-01-31 23:59:59 | 0
        """);

    /// <summary>A downgrade's credit is a split of the price, so with what was used it is the price; an upgrade is bought by itself.</summary>
    [Fact]
    public void Leaving_OnTheEleventh_CreditsWhatIsUnused() => Leave(
        """
        2026-02-11 | 50.79
        2024-02-11 | 51.76
        2026-04-11 | 52.67
        2026-01-11 | 53.52
        2026-02-15 | 39.5
        2026-01-01 | 79
        2026-01-31 23:59:59 | 0
        """);

    private static void Split(string story) => Story.Tell(story, given: 3, cells =>
    {
        var month = Period.MonthOf(Cells.At(cells[1]));
        var parts = Proration.Split(Cells.Usd(cells[0]), month, cells[2].Split(", ").Select(Cells.At), Cells.Units("0.01"));
        return [string.Join(" + ", parts.Select(part => part.Amount.ToDecimalText()))];
    });

    private static void Upgrade(string story) => Story.Tell(story, given: 1, cells => [Change("starter", "startup", cells[0]).ChargeNow.ToDecimalText()]);

    private static void Leave(string story) => Story.Tell(story, given: 1, cells => [Change("startup", "starter", cells[0]).Credit.ToDecimalText()]);

    private static PlanChangeAnswer.Accepted Change(string from, string to, string at)
    {
        var standing = new PlanStanding(Books.Koyeb.Plan(from), BillingInterval.Month, null, Cells.Usd("0"), null, OverLimits: false, HasCard: true);
        return Assert.IsType<PlanChangeAnswer.Accepted>(PlanChangeDecision.Decide(Books.Koyeb, standing, Books.Koyeb.Plan(to)!, BillingInterval.Month, Cells.At(at)));
    }
}
