using Billing.Sessions;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Oracle;

/// <summary>Hours in advance and seconds in arrears against a model that lives through every minute.</summary>
public sealed class SessionOracleTests(ITestOutputHelper output)
{
    private const int Minutes = 24 * 60;

    private static readonly Instant Start = Instant.At(2026, 3, 1);

    private sealed record Day(long Balance, long[] Prices, IReadOnlyList<MinuteEvent> Events)
    {
        public override string ToString() => $"{Balance}, prices {string.Join(' ', Prices)}: {string.Join("; ", Events)}";
    }

    private static Gen<IReadOnlyList<MinuteEvent>> Events { get; } =
        from size in Gen.Choose(0, 14)
        from events in (from minute in Gen.Frequency((2, Gen.Choose(0, 23).Select(hour => hour * 60)), (3, Gen.Choose(0, Minutes - 1)))
                        from what in Gen.Elements("start", "start", "resume", "pause", "stop", "topup", "build")
                        from number in Gen.Choose(1, 3)
                        from units in Gen.Choose(1, 400)
                        select new MinuteEvent(minute, what, what == "topup" ? 0 : number, what == "topup" ? units : 0)).ArrayOf(size)
        select (IReadOnlyList<MinuteEvent>)events;

    private static Gen<Day> Days { get; } =
        from balance in Gen.Choose(0, 900) from prices in Gen.Choose(0, 120).ArrayOf(3) from events in Events select new Day(balance, [.. prices.Select(price => (long)price)], events);

    [Fact]
    public void Hours_OfAnyDay_AreThoseOfTheModelThatLivesThroughIt() => Property.Holds(output, Days, day =>
    {
        Assert.Equal(new OracleHours(day.Balance, day.Prices).Tell(day.Events, Minutes), Told(day, []));
        return true;
    });

    [Fact]
    public void Hours_OfAJobThatRunsNowAndThen_AreThoseOfTheModel() =>
        Property.Holds(output, from day in Days from looks in Gen.Choose(0, Minutes).ArrayOf(5) select (day, looks), c =>
        {
            Assert.Equal(new OracleHours(c.day.Balance, c.day.Prices).Tell(c.day.Events, Minutes), Told(c.day, c.looks));
            return true;
        });

    [Fact]
    public void Seconds_OfAnyWindow_AreTheMinutesTheModelSawRunning() =>
        Property.Holds(output, from events in Events from first in Gen.Choose(0, Minutes) from length in Gen.Choose(0, Minutes) from instances in Gen.Choose(1, 9) select (events, first, length, instances), c =>
        {
            var (running, seconds) = (false, 0L);
            for (var minute = 0; minute < c.first + c.length; minute++)
            {
                foreach (var e in c.events.Where(e => e.Minute == minute)) running = e.What is "start" or "resume" || (running && e.What is not ("pause" or "stop"));
                if (running && minute >= c.first) seconds += 60;
            }

            var window = new Period(At(c.first), At(c.first + c.length));
            return SecondSessions.Seconds(SecondSessions.RunningIn(window, c.events.Select(EventOf)), c.instances) == seconds * c.instances;
        });

    private static string Told(Day day, IEnumerable<int> looks)
    {
        var standing = new HourlyStanding(Start, day.Balance, [.. day.Prices.Select((price, i) => new HourlyResource(i + 1, price))]);
        var charges = new List<HourCharge>();
        foreach (var until in looks.Order().Append(Minutes)) standing = HourlySessions.Advance(standing, day.Events.Select(EventOf), At(until), charges);
        var resources = standing.Resources.Select(r => $"{(r.Running ? "runs" : r.WaitsForFunds ? $"waits since {Minute(r.PausedForFundsAt)}" : "off")} paid to {Minute(r.PaidUntil)}");
        return $"{standing.Balance}; {string.Join(", ", resources)}; {string.Join(' ', charges.Select(charge => $"{Minute(charge.At)}:{charge.Resource}:{charge.Units}"))}";
    }

    private static SessionEvent EventOf(MinuteEvent e) => new(At(e.Minute), Enum.Parse<SessionEventKind>(e.What, ignoreCase: true), e.Number, e.Units);

    private static Instant At(int minute) => Start.Plus(TimeSpan.FromMinutes(minute));

    private static int? Minute(Instant? at) => at is { } instant ? (int)(instant - Start).TotalMinutes : null;
}
