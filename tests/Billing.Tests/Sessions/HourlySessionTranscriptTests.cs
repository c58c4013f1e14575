using System.Globalization;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Tests.Sessions;

/// <summary>
/// Deployments by the started hour. Each line: the time of day, what happens, the hours charged since the line before and
/// at this instant, the balance, and how each deployment stands. A small one costs 60 an hour, a large one 350.
/// </summary>
public sealed class HourlySessionTranscriptTests
{
    [Fact]
    public void Deployment_TenHoursOfTheDocument_PayTenTimesInAdvance() => Play("1000", ["60"],
        """
        08:00    | start 1 | 08:00                               | 940 | running
        12:30    | look    | 09:00 10:00 11:00 12:00             | 700 | running
        18:00    | stop 1  | 13:00 14:00 15:00 16:00 17:00       | 400 | off
        """);

    [Fact]
    public void Stop_OneSecondBeforeAtAndAfterTheHour_CostsOneOneAndTwo()
    {
        Play("200", ["60"],
            """
            08:00:00 | start 1 | 08:00 | 140 | running
            08:59:59 | stop 1  |       | 140 | off
            """);
        Play("200", ["60"],
            """
            08:00:00 | start 1 | 08:00 | 140 | running
            09:00:00 | stop 1  |       | 140 | off
            """);
        Play("200", ["60"],
            """
            08:00:00 | start 1 | 08:00 | 140 | running
            09:00:01 | stop 1  | 09:00 | 80  | off
            """);
    }

    [Fact]
    public void Resume_InsideThePaidHour_IsFreeAndAfterItPaysFromThere() => Play("1000", ["60"],
        """
        08:00 | start 1  | 08:00 | 940 | running
        08:20 | pause 1  |       | 940 | off
        08:40 | resume 1 |       | 940 | running
        08:50 | pause 1  |       | 940 | off
        09:40 | resume 1 | 09:40 | 880 | running
        10:10 | stop 1   |       | 880 | off
        """);

    [Fact]
    public void Resume_AtTheEndOfThePaidHour_PaysTheNextOne() => Play("1000", ["60"],
        """
        08:00 | start 1  | 08:00 | 940 | running
        08:30 | pause 1  |       | 940 | off
        09:00 | resume 1 | 09:00 | 880 | running
        """);

    [Fact]
    public void Start_AfterAStop_PaysAnewInsideTheOldHour() => Play("1000", ["60"],
        """
        08:00 | start 1 | 08:00 | 940 | running
        08:10 | stop 1  |       | 940 | off
        08:20 | start 1 | 08:20 | 880 | running
        """);

    [Fact]
    public void Credits_ForTwoHoursAnd59_PauseAtTheThirdAndKeepThe59() => Play("179", ["60"],
        """
        08:00 | start 1 | 08:00 | 119 | running
        09:59 | look    | 09:00 | 59  | running
        10:00 | look    |       | 59  | waits since 10:00
        13:00 | stop 1  |       | 59  | off
        """);

    [Fact]
    public void Topup_AfterThePause_ResumesAtTheTopUpAndCountsHoursFromThere() => Play("120", ["60"],
        """
        08:00 | start 1   | 08:00 | 60  | running
        11:00 | look      | 09:00 | 0   | waits since 10:00
        11:30 | topup 59  |       | 59  | waits since 10:00
        12:20 | topup 100 | 12:20 | 99  | running
        13:20 | look      | 13:20 | 39  | running
        14:20 | look      |       | 39  | waits since 14:20
        """);

    [Fact]
    public void Topup_AtTheInstantOfTheNextHour_IsInTime() => Play("60", ["60"],
        """
        08:00 | start 1  | 08:00 | 0 | running
        09:00 | topup 60 | 09:00 | 0 | running
        10:00 | look     |       | 0 | waits since 10:00
        """);

    [Fact]
    public void Start_WithoutEnoughCredit_WaitsAndDoesNotStart() => Play("59", ["60"],
        """
        08:00 | start 1  |       | 59 | waits since 08:00
        08:30 | topup 1  | 08:30 | 0  | running
        """);

    [Fact]
    public void Pause_WhileWaiting_IsNotResumedByATopUp() => Play("0", ["60"],
        """
        08:00 | start 1  |       | 0   | waits since 08:00
        08:10 | pause 1  |       | 0   | off
        08:20 | topup 60 |       | 60  | off
        08:30 | resume 1 | 08:30 | 0   | running
        """);

    [Fact]
    public void TwoDeployments_OneWallet_AreChargedInOrderAndTheLargeOneWaits() => Play("500", ["60", "350"],
        """
        08:00 | start 1   | 08:00       | 440 | running, off
        08:15 | start 2   | 08:15       | 90  | running, running
        09:10 | look      | 09:00       | 30  | running, running
        09:15 | look      |             | 30  | running, waits since 09:15
        09:30 | topup 350 | 09:30       | 30  | running, running
        10:00 | look      |             | 30  | waits since 10:00, running
        """);

    [Fact]
    public void Pause_Overnight_SavesTheHoursBetween() => Play("6000", ["350"],
        """
        09:00   | start 1  | 09:00                                           | 5650 | running
        17:00   | pause 1  | 10:00 11:00 12:00 13:00 14:00 15:00 16:00       | 3200 | off
        1+09:00 | resume 1 | 09:00                                           | 2850 | running
        1+17:00 | stop 1   | 10:00 11:00 12:00 13:00 14:00 15:00 16:00       | 400  | off
        """);

    private static void Play(string balance, string[] prices, string story)
    {
        var standing = new HourlyStanding(
            Instant.At(2026, 3, 1), Units(balance), [.. prices.Select((price, i) => new HourlyResource(i + 1, Units(price)))]);
        Story.Tell(story, given: 2, cells =>
        {
            var at = At(cells[0]);
            var charges = new List<HourCharge>();
            standing = HourlySessions.Advance(standing, EventsOf(at, cells[1].Split(' ')), new(at.Micros + 1), charges);
            return [string.Join(' ', charges.Select(charge => Clock(charge.At))), new Amount(standing.Balance, Asset.Usd).ToDecimalText(), string.Join(", ", standing.Resources.Select(State))];
        });
    }

    private static IEnumerable<SessionEvent> EventsOf(Instant at, string[] words) => words switch
    {
        ["look"] => [],
        ["topup", var amount] => [new(at, SessionEventKind.Topup, Units: Units(amount))],
        [var kind, var resource] => [new(at, Enum.Parse<SessionEventKind>(kind, ignoreCase: true), int.Parse(resource))],
        _ => throw new ArgumentException(string.Join(' ', words)),
    };

    private static string State(HourlyResource resource) =>
        resource.Running ? "running" : resource.WaitsForFunds ? $"waits since {Clock(resource.PausedForFundsAt!.Value)}" : "off";

    private static Instant At(string text)
    {
        var day = text.Contains('+') ? int.Parse(text[..text.IndexOf('+')]) : 0;
        return Instant.At(2026, 3, 1).PlusDays(day).Plus(TimeSpan.Parse(text[(text.IndexOf('+') + 1)..], CultureInfo.InvariantCulture));
    }

    private static string Clock(Instant at) => (at - at.StartOfDay).ToString(at.Micros % 60_000_000 == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static long Units(string text) => Amount.Parse(text, Asset.Usd).Units;
}
