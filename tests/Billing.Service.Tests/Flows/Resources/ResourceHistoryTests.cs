using System.Globalization;
using Billing.Ledger;
using Billing.Service.Flows.Resources;
using Billing.Sessions;
using Billing.Units;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Flows.Resources;

/// <summary>
/// Random lives of resources through the real writer: an account that is looked at only when something happens writes what
/// one does that is looked at all the time, and both write what the pure decision says. BILLING_TESTS_SEED repeats a run.
/// </summary>
public sealed class ResourceHistoryTests(ITestOutputHelper output)
{
    private const int Hours = 20;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("BILLING_TESTS_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();
    private static readonly string[] Names = ["first", "second", "third"];

    [Fact]
    public void Hours_OfAnyHistory_AreTheDecisionsAndLateIsOnTime()
    {
        using var ledger = new TestLedger();
        string[] sizes = ["gpu-s", "gpu-m", "gpu-l"];
        Try(300, ledger, (random, start) =>
        {
            var events = Events(random, start, wholeSeconds: true);
            var (late, onTime) = Live(ledger, "deployments", null, events, start, random, (house, i) => house.Create(Names[i], sizes[i], start: false));
            Assert.Equal(onTime.Written(), late.Written());
            var (charges, balance) = Decided(ledger, sizes, events, start);
            Assert.Equal(charges, late.Entries().Where(e => e.Type == EntryType.Consume).GroupBy(e => e.Cause).Select(hour => (hour.First().Occurred, hour.Sum(e => -e.Amount))));
            Assert.Equal(balance, ledger.Writer.Find(late.Account)!.Balance);
        });
    }

    [Fact]
    public void Seconds_OfAnyHistory_AreTheDecisionsAndLateIsOnTime()
    {
        using var ledger = new TestLedger();
        Try(150, ledger, (random, start) =>
        {
            var events = Events(random, start, wholeSeconds: random.Next(2) == 0).Where(e => e.Kind != SessionEventKind.Topup).ToList();
            var (late, onTime) = Live(ledger, "koyeb", "starter", events, start, random, (house, i) => house.Create(Names[i], "nano", start: false, instances: i + 1));
            Assert.Equal(onTime.Written(), late.Written());
            var end = start.Plus(TimeSpan.FromHours(Hours));
            var seconds = Names.Select((_, i) => SecondSessions.RunningIn(new(start, end.StartOfHour), events.Where(e => e.Resource == i + 1))
                .Sum(run => SecondSessions.Seconds([run], i + 1))).Sum();
            // A nano's second costs 100 units of 10^-8 dollars.
            Assert.Equal(seconds * 100, late.Entries().Sum(e => -e.Amount));
        });
    }

    private void Try(int cases, TestLedger ledger, Action<Random, Instant> one)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"BILLING_TESTS_SEED={Seed}, {cases} histories"));
        for (var i = 0; i < cases; i++)
        {
            var start = ledger.Clock.Now.StartOfDay.PlusDays(1);
            ledger.Clock.MoveTo(start);
            try
            {
                one(new Random(Seed + i), start);
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"History {i} of seed {Seed} (alone: BILLING_TESTS_SEED={Seed + i})"), problem);
            }
        }
    }

    /// <summary>In order; at one instant top-ups first, as the rule says. Full hours after another event are frequent.</summary>
    private static List<SessionEvent> Events(Random random, Instant start, bool wholeSeconds)
    {
        var instants = new List<Instant> { start };
        for (var i = random.Next(3, 12); i > 0; i--)
        {
            var step = random.Next(3) > 0 ? TimeSpan.FromHours(random.Next(0, 4)) : TimeSpan.FromMicroseconds(random.NextInt64(4 * Instant.MicrosPerHour));
            var at = instants[random.Next(instants.Count)].Plus(step);
            if (wholeSeconds) at = new(at.Micros - at.Micros % Instant.MicrosPerSecond);
            if (at < start.Plus(TimeSpan.FromHours(Hours))) instants.Add(at);
        }

        return [.. instants.Select(at => Event(random, at)).OrderBy(e => e.At).ThenByDescending(e => e.Kind == SessionEventKind.Topup)];
    }

    private static SessionEvent Event(Random random, Instant at)
    {
        SessionEventKind[] kinds = [SessionEventKind.Start, SessionEventKind.Start, SessionEventKind.Resume, SessionEventKind.Pause, SessionEventKind.Stop, SessionEventKind.Topup, SessionEventKind.Build];
        var kind = kinds[random.Next(kinds.Length)];
        return new(at, kind, random.Next(1, 4), kind == SessionEventKind.Topup ? random.Next(1, 900) * Asset.UnitsPerWhole : 0);
    }

    private static (ResourceHouse Late, ResourceHouse OnTime) Live(
        TestLedger ledger, string book, string? plan, List<SessionEvent> events, Instant start, Random random, Action<ResourceHouse, int> create)
    {
        ResourceHouse[] houses = [new(ledger, book, plan), new(ledger, book, plan)];
        foreach (var house in houses)
        {
            for (var i = 0; i < Names.Length; i++) create(house, i);
        }

        var looks = Enumerable.Range(1, Hours - 1).Select(hour => start.Plus(TimeSpan.FromHours(hour) + TimeSpan.FromMinutes(random.Next(3) * 20)));
        foreach (var (at, happening) in looks.Select(at => (at, (SessionEvent?)null)).Concat(events.Select(e => (e.At, (SessionEvent?)e))).OrderBy(step => step.Item1))
        {
            ledger.Clock.MoveTo(at);
            if (happening is not { } e) houses[1].Job();
            else
            {
                foreach (var house in houses) Carry(house, e);
            }
        }

        if (random.Next(40) == 0) ledger.Restart();
        foreach (var house in houses) house.Job(start.Plus(TimeSpan.FromHours(Hours)));
        return (houses[0], houses[1]);
    }

    private static void Carry(ResourceHouse house, SessionEvent e)
    {
        if (e.Kind == SessionEventKind.Topup) house.TopUp((e.Units / Asset.UnitsPerWhole).ToString(CultureInfo.InvariantCulture));
        else house.Change(Names[e.Resource - 1], Enum.Parse<ResourceAction>(e.Kind.ToString()));
    }

    private static (IEnumerable<(Instant At, long Units)> Charges, long Balance) Decided(TestLedger ledger, string[] sizes, List<SessionEvent> events, Instant start)
    {
        var book = ledger.Writer.Books.At("deployments", start).Book;
        HourlyResource[] resources = [.. sizes.Select((size, i) => new HourlyResource(i + 1, ResourceUse.Price(book, size, ResourceUse.SecondsPerHour)!.Value))];
        var charges = new List<HourCharge>();
        var after = HourlySessions.Advance(new(start, 0, resources), events, start.Plus(TimeSpan.FromHours(Hours)), charges);
        return (charges.Select(charge => (charge.At, charge.Units)), after.Balance);
    }
}
