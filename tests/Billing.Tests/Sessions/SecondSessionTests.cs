using Billing.Sessions;
using Billing.Units;

namespace Billing.Tests.Sessions;

/// <summary>Instances by the second: what runs counts, what builds or is paused does not.</summary>
public sealed class SecondSessionTests
{
    private static readonly Instant Day = Instant.At(2026, 1, 1);

    [Theory]
    [InlineData("build 0, start 300, pause 3900, resume 11100, stop 14700", 86_400, 7_200)]
    [InlineData("build 0", 86_400, 0)]
    [InlineData("start 0", 86_400, 86_400)]
    [InlineData("start 0, start 60, stop 120", 86_400, 120)]
    [InlineData("start 0, stop 60, resume 90, stop 100", 86_400, 70)]
    [InlineData("pause 10, stop 20", 86_400, 0)]
    [InlineData("start 100, stop 200", 150, 50)]
    [InlineData("start 100", 100, 0)]
    public void Seconds_OfEvents_AreThoseThatRan(string events, int until, long seconds) =>
        Assert.Equal(seconds, SecondSessions.Seconds(SecondSessions.RunningIn(new(Day, Day.Plus(TimeSpan.FromSeconds(until))), EventsOf(events)), 1));

    [Fact]
    public void Window_ThatBeginsWhileItRuns_CountsFromItsStart()
    {
        var events = EventsOf("start 100, stop 500").ToList();
        var window = new Period(Day.Plus(TimeSpan.FromSeconds(300)), Day.PlusDays(1));
        Assert.Equal(200, SecondSessions.Seconds(SecondSessions.RunningIn(window, events), 1));
        Assert.Equal(600, SecondSessions.Seconds(SecondSessions.RunningIn(window, events), 3));
    }

    private static IEnumerable<SessionEvent> EventsOf(string text) => text.Split(", ").Select(word =>
        new SessionEvent(Day.Plus(TimeSpan.FromSeconds(int.Parse(word.Split(' ')[1]))), Enum.Parse<SessionEventKind>(word.Split(' ')[0], ignoreCase: true), 1));
}
