using System.Globalization;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Tests.Sessions;

/// <summary>
/// The hourly job, late. Each line: the day and time, what happens (only "job" charges), the hours the job charged, the balance
/// and how each deployment stands after it. What a late job writes is what a punctual one would have written then.
/// </summary>
public sealed class LateJobTranscriptTests
{
    [Fact]
    public void Job_TenDaysLate_ChargesEveryHourAtItsInstant() => Play("18000", ["60"],
        """
        0 08:00  | start 1 |
        0 08:00  | job     | 1 hour, 0 08:00                  | 17940 | running
        10 08:30 | job     | 240 hours, 0 09:00 to 10 08:00   | 3540  | running
        10 08:30 | job     | none                             | 3540  | running
        """);

    [Fact]
    public void Job_TenDaysLateWithCreditFor150Hours_PausesAtThe151st() => Play("9000", ["60"],
        """
        0 08:00  | start 1 |
        10 08:30 | job     | 150 hours, 0 08:00 to 6 13:00 | 0 | waits since 6 14:00
        """);

    [Fact]
    public void Job_LateWithATopUpInBetween_PausesAsOfThenAndResumesAtTheTopUp() => Play("9000", ["60"],
        """
        0 08:00  | start 1   |
        7 00:30  | topup 150 |
        10 08:30 | job       | 152 hours, 0 08:00 to 7 01:30 | 30 | waits since 7 02:30
        """);

    [Fact]
    public void Job_LateWithATopUpInTime_NeverPauses() => Play("120", ["60"],
        """
        0 08:00 | start 1   |
        0 10:00 | topup 120 |
        0 23:00 | job       | 4 hours, 0 08:00 to 0 11:00 | 0 | waits since 0 12:00
        """);

    [Fact]
    public void Job_OnceAnHourAndOnceAWeek_TellTheSame()
    {
        Play("120", ["60"],
            """
            0 08:00 | start 1  |
            0 08:00 | job      | 1 hour, 0 08:00 | 60 | running
            0 09:00 | job      | 1 hour, 0 09:00 | 0  | running
            0 10:00 | job      | none            | 0  | waits since 0 10:00
            0 10:20 | topup 70 |
            0 11:00 | job      | 1 hour, 0 10:20 | 10 | running
            7 00:00 | job      | none            | 10 | waits since 0 11:20
            """);
        Play("120", ["60"],
            """
            0 08:00 | start 1  |
            0 10:20 | topup 70 |
            7 00:00 | job      | 3 hours, 0 08:00 to 0 10:20 | 10 | waits since 0 11:20
            """);
    }

    [Fact]
    public void Pause_InsideAnHour_EndsTheChargesHoweverLateTheJobIs() => Play("6000", ["60"],
        """
        0 08:00 | start 1 |
        0 10:20 | pause 1 |
        9 00:00 | job     | 3 hours, 0 08:00 to 0 10:00 | 5820 | off
        """);

    [Fact]
    public void Resume_InsideThePaidHour_BeforeALateJobCostsNothingMore() => Play("6000", ["60"],
        """
        0 08:00 | start 1  |
        0 08:10 | pause 1  |
        0 08:50 | resume 1 |
        0 08:55 | pause 1  |
        0 12:00 | resume 1 |
        0 12:30 | stop 1   |
        9 00:00 | job      | 2 hours, 0 08:00 to 0 12:00 | 5880 | off
        """);

    [Fact]
    public void Stop_AtTheFullHour_CostsNoFurtherOneInALateJob() => Play("6000", ["60"],
        """
        0 08:00 | start 1 |
        0 11:00 | stop 1  |
        9 00:00 | job     | 3 hours, 0 08:00 to 0 10:00 | 5820 | off
        """);

    [Fact]
    public void TwoDeployments_WithMoneyForOneHour_RunTheFirstOnly() => Play("60", ["60", "60"],
        """
        0 08:00 | start 1 |
        0 08:00 | start 2 |
        0 08:00 | job     | 1 hour, 0 08:00 | 0 | running, waits since 0 08:00
        0 09:30 | job     | none            | 0 | waits since 0 09:00, waits since 0 08:00
        """);

    /// <summary>At one instant a top-up first resumes what waits; the hour that falls due then finds nothing left.</summary>
    [Fact]
    public void TwoDeployments_WithMoneyForThreeHours_LoseTheSecondInTheSecondHour() => Play("180", ["60", "60"],
        """
        0 08:00 | start 1 |
        0 08:00 | start 2 |
        0 09:00 | job     | 3 hours, 0 08:00 to 0 09:00 | 0 | running, waits since 0 09:00
        0 10:00 | topup 60 |
        0 10:00 | job     | 1 hour, 0 10:00 | 0 | waits since 0 10:00, running
        """);

    [Fact]
    public void TwoDeployments_AfterATopUpForBoth_ResumeInTheirOrder() => Play("0", ["60", "350"],
        """
        0 08:00 | start 1   |
        0 08:00 | start 2   |
        0 08:30 | job       | none             | 0  | waits since 0 08:00, waits since 0 08:00
        0 09:00 | topup 400 |
        0 09:00 | job       | 1 hour, 0 09:00  | 340 | running, waits since 0 08:00
        0 09:10 | topup 70  |
        0 09:10 | job       | 1 hour, 0 09:10  | 60 | running, running
        """);

    private static void Play(string balance, string[] prices, string story)
    {
        var standing = new HourlyStanding(Start, Cells.Units(balance), [.. prices.Select((price, i) => new HourlyResource(i + 1, Cells.Units(price)))]);
        var waiting = new List<SessionEvent>();
        Story.Tell(story, given: 2, cells =>
        {
            var (at, words) = (At(cells[0]), cells[1].Split(' '));
            if (words is not ["job"])
            {
                waiting.Add(words[0] == "topup"
                    ? new(at, SessionEventKind.Topup, Units: Cells.Units(words[1]))
                    : new(at, Enum.Parse<SessionEventKind>(words[0], ignoreCase: true), int.Parse(words[1])));
                return [""];
            }

            var charges = new List<HourCharge>();
            standing = HourlySessions.Advance(standing, waiting, new(at.Micros + 1), charges);
            waiting.Clear();
            return [Text(charges), Cells.Text(standing.Balance), string.Join(", ", standing.Resources.Select(State))];
        });
    }

    private static Instant Start => Instant.At(2026, 3, 1);

    private static Instant At(string text) =>
        Start.PlusDays(int.Parse(text.Split(' ')[0])).Plus(TimeSpan.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture));

    private static string Text(List<HourCharge> charges) => charges switch
    {
        [] => "none",
        [var one] => $"1 hour, {Text(one.At)}",
        _ => $"{charges.Count} hours, {Text(charges[0].At)} to {Text(charges[^1].At)}",
    };

    private static string Text(Instant at) => (at - Start).ToString(@"d\ hh\:mm", CultureInfo.InvariantCulture);

    private static string State(HourlyResource resource) =>
        resource.Running ? "running" : resource.WaitsForFunds ? $"waits since {Text(resource.PausedForFundsAt!.Value)}" : "off";
}
