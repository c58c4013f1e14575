using Billing.Metering;
using Billing.Rating;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Tests.Sessions;

/// <summary>Instances by the second. Each line: when, what happens, the seconds of the month so far, and their price.</summary>
public sealed class SecondSessionTranscriptTests
{
    [Fact]
    public void Build_BeforeTheStart_IsFreeAndAPauseToo() => Play("micro", 1,
        """
        2026-01-01 10:00    | build  | 0    | 0
        2026-01-01 10:04    | start  | 0    | 0
        2026-01-01 11:04    | pause  | 3600 | 0.0072
        2026-01-01 13:00    | resume | 3600 | 0.0072
        2026-01-01 13:00:01 | look   | 3601 | 0.007202
        2026-01-01 14:00    | stop   | 7200 | 0.0144
        2026-01-31 23:59:59 | look   | 7200 | 0.0144
        """);

    [Fact]
    public void NewBuild_WhileTheOldInstanceRuns_DoesNotStopTheClock() => Play("nano", 1,
        """
        2026-01-01 10:00 | start | 0    | 0
        2026-01-01 10:30 | build | 1800 | 0.0018
        2026-01-01 11:00 | stop  | 3600 | 0.0036
        """);

    [Fact]
    public void MonthEnd_WhileItRuns_CutsTheSecondsInTwo() => Play("nano", 1,
        """
        2026-01-31 23:00    | start | 0    | 0
        2026-01-31 23:59:59 | look  | 3599 | 0.003599
        2026-02-01          | look  | 0    | 0
        2026-02-01 01:00    | look  | 3600 | 0.0036
        """);

    [Fact]
    public void February_OfALeapYear_HasADayMore() => Play("small", 1,
        """
        2024-02-01          | start | 0       | 0
        2024-02-29 23:59:59 | look  | 2505599 | 10.022396
        """);

    [Fact]
    public void ThreeInstances_OfOneSize_CountThreeTimes() => Play("small", 3,
        """
        2026-01-01          | start | 0       | 0
        2026-01-01 00:00:01 | look  | 3       | 0.000012
        2026-01-31 23:59:59 | look  | 8035197 | 32.140788
        """);

    [Fact]
    public void FreeInstance_AllMonthLong_CostsNothing() => Play("free", 1,
        """
        2026-01-01          | start | 0       | 0
        2026-01-31 23:59:59 | look  | 2678399 | 0
        """);

    private static void Play(string size, int instances, string story)
    {
        var line = Books.Koyeb.Line("instance_second", size, null)!;
        var events = new List<SessionEvent>();
        Story.Tell(story, given: 2, cells =>
        {
            var at = Cells.At(cells[0]);
            if (cells[1] != "look") events.Add(new(at, Enum.Parse<SessionEventKind>(cells[1], ignoreCase: true), 1));
            var seconds = SecondSessions.Seconds(SecondSessions.RunningIn(new(at.StartOfMonth, at), events), instances);
            var quantities = default(Quantities);
            quantities[Measure.Seconds] = seconds * 1_000_000;
            return [$"{seconds}", Cells.Text(Rater.Rate(line, UsageStatus.Success, quantities, 0).Cost)];
        });
    }
}
