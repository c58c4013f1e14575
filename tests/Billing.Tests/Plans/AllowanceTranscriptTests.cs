using Billing.Credits;
using Billing.Plans;
using Billing.Units;

namespace Billing.Tests.Plans;

/// <summary>A year's monthly credits. Each line: the day the job runs, the months it grants, and when their credit ends.</summary>
public sealed class AllowanceTranscriptTests
{
    [Fact]
    public void Year_FromALeapDay_IsGrantedByTheMonthHoweverTheJobRuns() => Play("2024-02-29",
        """
        2024-02-29 | 2024-02-29                                     | 2024-03-29
        2024-03-28 | none                                           |
        2024-03-29 | 2024-03-29                                     | 2024-04-29
        2024-07-15 | 2024-04-29 2024-05-29 2024-06-29               | 2024-05-29 2024-06-29 2024-07-29
        2024-12-28 23:59:59 | 2024-07-29 2024-08-29 2024-09-29 2024-10-29 2024-11-29 | 2024-08-29 2024-09-29 2024-10-29 2024-11-29 2024-12-29
        2025-02-27 | 2024-12-29 2025-01-29                          | 2025-01-29 2025-02-28
        2025-02-28 | none                                           |
        2030-01-01 | none                                           |
        """);

    [Fact]
    public void Year_FromThe31st_EndsEachMonthOnItsLastDay() => Play("2025-08-31",
        """
        2025-12-31 | 2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 | 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31
        2026-03-01 | 2026-01-31 2026-02-28                          | 2026-02-28 2026-03-31
        2026-08-30 | 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 | 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31
        """);

    private static void Play(string start, string story)
    {
        var year = new Period(Cells.At(start), new MonthAnchor(Cells.At(start)).Plus(12));
        var granted = 0;
        Story.Tell(story, given: 1, cells =>
        {
            var due = AllowanceSchedule.Due(year, Cells.At(cells[0])).Skip(granted).Select(month => month.Month.Start).ToList();
            granted += due.Count;
            var ends = due.Select(at => Books.ModelStack.ExpiresAt(GrantKind.Included, at, new(year.Start)));
            return [due.Count == 0 ? "none" : string.Join(' ', due.Select(Cells.Text)), string.Join(' ', ends.Select(Cells.Text))];
        });
    }
}
