using Billing.Sessions;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Sessions;

/// <summary>A job that runs late, twice or in pieces writes what a punctual one does, and no wallet falls below zero.</summary>
public sealed class SessionPropertyTests(ITestOutputHelper output)
{
    private const int Hours = 40;

    private static readonly Instant Start = Instant.At(2026, 3, 1);

    private static readonly Instant End = Start.Plus(TimeSpan.FromHours(Hours));

    private sealed record Life(HourlyStanding Standing, IReadOnlyList<SessionEvent> Events, IReadOnlyList<Instant> Looks)
    {
        public (HourlyStanding Standing, List<HourCharge> Charges) Run(IEnumerable<Instant> looks)
        {
            var charges = new List<HourCharge>();
            var standing = Standing;
            foreach (var look in looks.Order().Append(End)) standing = HourlySessions.Advance(standing, Events, look, charges);
            return (standing, charges);
        }
    }

    private static Gen<Instant> Moment { get; } = Gen.Frequency(
        (2, Gen.Choose(0, Hours - 1).Select(hour => Start.Plus(TimeSpan.FromHours(hour)))),
        (3, Gen.Choose(0, Hours * 3_600 - 1).Select(second => Start.Plus(TimeSpan.FromSeconds(second)))));

    private static Gen<SessionEvent> Event { get; } =
        from at in Moment
        from kind in Gen.Elements(Enum.GetValues<SessionEventKind>())
        from resource in Gen.Choose(1, 3)
        from units in Gen.Choose(1, 400)
        select new SessionEvent(at, kind, resource, kind == SessionEventKind.Topup ? units : 0);

    private static Gen<Life> Lives { get; } =
        from balance in Gen.Choose(0, 900)
        from prices in Gen.Choose(0, 120).ArrayOf(3)
        from events in Event.ListOf()
        from looks in Moment.ListOf()
        select new Life(new(Start, balance, [.. prices.Select((price, i) => new HourlyResource(i + 1, price))]), [.. events], [.. looks]);

    [Fact]
    public void Hours_InAnyPieces_AreTheSameAsInOne() => Property.Holds(output, Lives, life => Same(life.Run(life.Looks), life.Run([])));

    [Fact]
    public void Hours_ByTheMinuteOrOnceAtTheEnd_AreTheSame() =>
        Property.Holds(output, Lives, life => Same(life.Run(Enumerable.Range(0, Hours).Select(hour => Start.Plus(TimeSpan.FromHours(hour) + TimeSpan.FromMinutes(1)))), life.Run([])));

    [Fact]
    public void Hours_PlayedTwice_ChargeNothingMore() =>
        Property.Holds(output, Lives, life =>
        {
            var (once, charges) = life.Run([]);
            var again = new List<HourCharge>();
            var twice = HourlySessions.Advance(once, life.Events, End, again);
            return again.Count == 0 && twice.Balance == once.Balance && twice.Resources.SequenceEqual(once.Resources) && charges.Count >= 0;
        });

    [Fact]
    public void Money_OfAnyLife_IsConservedAndNeverBelowZero() =>
        Property.Holds(output, Lives, life =>
        {
            var (standing, charges) = life.Run(life.Looks);
            var topups = life.Events.Sum(e => e.Units);
            return standing.Balance >= 0 && standing.Balance == life.Standing.Balance + topups - charges.Sum(charge => charge.Units);
        });

    [Fact]
    public void Hours_OfOneResource_NeverOverlapUnlessItWasStopped() =>
        Property.Holds(output, Lives, life => life.Run([]).Charges.GroupBy(charge => charge.Resource).All(own => own.Zip(own.Skip(1)).All(pair =>
            pair.Second.At - pair.First.At >= TimeSpan.FromHours(1)
            || life.Events.Any(e => e.Kind == SessionEventKind.Stop && e.Resource == own.Key && e.At >= pair.First.At && e.At <= pair.Second.At))));

    [Fact]
    public void Hours_AtTheEnd_EveryRunningResourceIsPaidAndNoneWaitsThatCouldRun() =>
        Property.Holds(output, Lives, life =>
        {
            var standing = life.Run(life.Looks).Standing;
            return standing.Resources.All(resource => !resource.Running || resource.PaidUntil >= End)
                && standing.Resources.All(resource => !resource.WaitsForFunds || standing.Balance < resource.HourUnits || resource.PausedForFundsAt is not null);
        });

    [Fact]
    public void Seconds_OfTwoWindows_AreThoseOfTheWhole() =>
        Property.Holds(output, from events in Event.ListOf() from cut in Moment select (events, cut), c =>
        {
            long Micros(Instant from, Instant to) => SecondSessions.RunningIn(new(from, to), c.events).Sum(part => part.End.Micros - part.Start.Micros);
            return Micros(Start, c.cut) + Micros(c.cut, End) == Micros(Start, End) && Micros(Start, End) <= End.Micros - Start.Micros;
        });

    private static bool Same((HourlyStanding Standing, List<HourCharge> Charges) a, (HourlyStanding Standing, List<HourCharge> Charges) b) =>
        a.Standing.Balance == b.Standing.Balance && a.Charges.SequenceEqual(b.Charges) && a.Standing.Resources.SequenceEqual(b.Standing.Resources);
}
