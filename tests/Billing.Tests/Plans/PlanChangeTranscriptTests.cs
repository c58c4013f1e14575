using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Plans;

/// <summary>
/// Changes of plan in a row, as an accountant would write them down. Each line: when, to which plan (and what is left of the
/// allowance, where it matters), what is charged and credited now, what the new price covers, and what is granted and kept.
/// A change at a period's end is written and takes the place of the plan at once, so that a line follows the line before.
/// </summary>
public sealed class PlanChangeTranscriptTests
{
    [Fact]
    public void Subscription_FirstOne_ChargesTheWholePriceAndGrants() => Play(Books.ModelStack,
        """
        2026-03-10 | starter month | charge 20 | 2026-03-10 to 2026-04-10 | grant 500
        """);

    [Fact]
    public void Upgrade_InMidPeriod_BeginsAnewAndKeepsTheOldAllowanceToItsEnd() => Play(Books.ModelStack,
        """
        2026-03-01       | starter month     | charge 20  | 2026-03-01 to 2026-04-01             | grant 500
        2026-03-15 12:00 | pro month 200     | charge 50  | 2026-03-15 12:00 to 2026-04-15 12:00 | grant 1500, keep 200 until 2026-04-01
        2026-03-15 12:01 | max year 1500     | charge 960 | 2026-03-15 12:01 to 2027-03-15 12:01 | grant 3000, keep 1500 until 2026-04-15 12:00
        """);

    [Fact]
    public void Downgrade_AndCancellation_WaitForThePeriodsEnd() => Play(Books.ModelStack,
        """
        2026-01-31 | pro month          | charge 50 | 2026-01-31 to 2026-02-28              | grant 1500
        2026-02-10 | starter month 700  | charge 0  | 2026-02-28 to 2026-03-28 from 2026-02-28 | grant 0, keep 700 until 2026-02-28
        2026-03-02 | topup_only month 5 | charge 0  | none from 2026-03-28                  | grant 0, keep 5 until 2026-03-28
        """);

    [Fact]
    public void YearAndMonth_OfTheSamePlan_AreUpAndDown() => Play(Books.ModelStack,
        """
        2026-03-01 | pro month     | charge 50  | 2026-03-01 to 2026-04-01 | grant 1500
        2026-03-02 | pro month     | same_plan
        2026-03-02 | pro year 9    | charge 480 | 2026-03-02 to 2027-03-02 | grant 1500, keep 9 until 2026-04-01
        2026-05-02 | pro month 1   | charge 0   | 2027-03-02 to 2027-04-02 from 2027-03-02 | grant 0, keep 1 until 2027-03-02
        """);

    [Fact]
    public void Anniversary_OnALeapDay_EndsOnTheLastDayOfAShortMonth() => Play(Books.ModelStack,
        """
        2024-01-31 | starter month | charge 20  | 2024-01-31 to 2024-02-29 | grant 500
        2024-02-29 | max year      | charge 960 | 2024-02-29 to 2025-02-28 | grant 3000
        """);

    [Fact]
    public void CalendarMonth_UpAndBack_ChargesTheRestAndCreditsWhatIsUnused() => Play(Books.Koyeb,
        """
        2026-01-01       | starter month | charge 0    | 2026-01-01 to 2026-02-01       | grant 0
        2026-01-16 12:00 | startup month | charge 39.5 | 2026-01-16 12:00 to 2026-02-01 | grant 0
        2026-01-16 12:04 | starter month | wait_5_minutes
        2026-01-16 12:05 | starter month | charge 0 credit 39.49 | 2026-01-01 to 2026-02-01 | grant 0
        2026-02-01       | startup month | charge 79   | 2026-02-01 to 2026-03-01       | grant 0
        2026-02-01 00:05 | starter month | charge 0 credit 78.99 | 2026-02-01 to 2026-03-01 | grant 0
        """);

    [Fact]
    public void CalendarMonth_LastSecond_CostsAndCreditsNothing() => Play(Books.Koyeb,
        """
        2026-02-28 23:59:59 | startup month | charge 0 | 2026-02-28 23:59:59 to 2026-03-01 | grant 0
        2026-03-01 00:05    | hobby month   | charge 0 credit 78.99 | 2026-03-01 to 2026-04-01 | grant 0
        """);

    [Fact]
    public void Card_OnThePaidPlansOnly_IsAskedForBeforeTheLimits()
    {
        Play(Books.Koyeb, "2026-01-16 | startup month | card_required", hasCard: false, overLimits: true);
        Play(Books.Koyeb, "2026-01-16 | hobby month | charge 0 | 2026-01-16 to 2026-02-01 | grant 0", hasCard: false);
    }

    [Fact]
    public void Limits_AboveThoseOfTheLowerPlan_RefuseTheWayDownOnly() => Play(Books.Koyeb,
        """
        2026-01-01 | startup month | charge 79 | 2026-01-01 to 2026-02-01 | grant 0
        2026-01-02 | starter month | over_limits
        """, overLimits: true);

    [Fact]
    public void RolledAllowance_OnAnUpgrade_KeepsItsSecondPeriod() => Play(Books.KernStack,
        """
        2026-03-01 | launch month     | charge 19 | 2026-03-01 to 2026-04-01 | grant 2000
        2026-03-20 | grow month 1500  | charge 79 | 2026-03-20 to 2026-04-20 | grant 9000, keep 1500 until 2026-05-01
        2026-03-21 | custom month     | not_applicable
        2026-03-21 | free month 9000  | charge 0  | none from 2026-04-20     | grant 0, keep 9000 until 2026-05-20
        """);

    private static void Play(PriceBook book, string story, bool hasCard = true, bool overLimits = false)
    {
        var standing = new PlanStanding(null, BillingInterval.Month, null, Amount.Zero(book.Wallet.Unit), null, overLimits, hasCard);
        Story.Tell(story, given: 2, cells =>
        {
            var words = cells[1].Split(' ');
            var (to, interval, at) = (book.Plan(words[0])!, Enum.Parse<BillingInterval>(words[1], ignoreCase: true), Cells.At(cells[0]));
            standing = standing with { IncludedLeft = Amount.Parse(words.Length > 2 ? words[2] : "0", book.Wallet.Unit) };
            if (PlanChangeDecision.Decide(book, standing, to, interval, at) is not PlanChangeAnswer.Accepted change)
                return [((PlanChangeAnswer.Refused)PlanChangeDecision.Decide(book, standing, to, interval, at)).Code];
            standing = standing with { Plan = to, Interval = interval, Period = change.NewPeriod, LastChangeAt = at };
            return
            [
                $"charge {change.ChargeNow.ToDecimalText()}" + (change.Credit.IsZero ? "" : $" credit {change.Credit.ToDecimalText()}"),
                (change.NewPeriod is { } period ? $"{Cells.Text(period.Start)} to {Cells.Text(period.End)}" : "none") + (change.EffectiveAt == at ? "" : $" from {Cells.Text(change.EffectiveAt)}"),
                $"grant {change.Granted.ToDecimalText()}" + (change.KeptUntil is { } until ? $", keep {change.Kept.ToDecimalText()} until {Cells.Text(until)}" : ""),
            ];
        });
    }
}
