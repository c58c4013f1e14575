using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Portal.Tests.Settling;

/// <summary>However a flow's webhooks come, in any order, several times and as twins, the ledger ends as if they had come in order (K6, A2).</summary>
public sealed class OrderTests(ITestOutputHelper output)
{
    private const int SampledInAll = 2_000;
    private const int MostOfAFlow = 720;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BILLINGPORTAL_LONG") == "1";

    public static TheoryData<string> Flows => [.. FlowScenarios.Names];

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task Events_InAnyOrderWithDuplicatesAndTwins_EndInTheSameLedger(string flow)
    {
        var scenario = FlowScenarios.Named(flow);
        await using var recorded = await RecordedFlow.Play(scenario);
        var expected = await Replay.Of(recorded, recorded.Events);
        Assert.All(scenario.Ends, line => Assert.Contains(line, expected, StringComparison.Ordinal));

        var seed = Environment.TickCount;
        var random = new Random(seed);
        var orders = Orders(recorded.Events, random).Take(IsLong ? MostOfAFlow : (SampledInAll + FlowScenarios.Names.Count - 1) / FlowScenarios.Names.Count).ToList();
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (order, _) =>
        {
            var ended = await Replay.Of(recorded, order);
            Assert.True(expected == ended, $"seed {seed}, {Told(order)}:\n{Difference(expected, ended)}");
        });
        output.WriteLine($"{flow}: {recorded.Events.Count} events, {orders.Count} orders in {Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s, seed {seed}");
    }

    /// <summary>Every permutation once where there are few enough to try them all, random ones for ever otherwise; each with some events twice and some as twins.</summary>
    private static IEnumerable<IReadOnlyList<JsonObject>> Orders(IReadOnlyList<JsonObject> events, Random random)
    {
        var few = IsLong && Factorial(events.Count) <= MostOfAFlow;
        var bases = few ? Permutations([.. events]) : Forever(() => Shuffled(events, random));
        return bases.Select(order => (IReadOnlyList<JsonObject>)Repeated(order, random));
    }

    private static List<JsonObject> Repeated(IReadOnlyList<JsonObject> order, Random random)
    {
        var all = order.ToList();
        foreach (var happened in order)
        {
            if (random.Next(3) == 0) all.Insert(random.Next(all.Count + 1), happened);
            if (random.Next(3) == 0) all.Insert(random.Next(all.Count + 1), Twin(happened, random));
        }

        return all;
    }

    /// <summary>The same change under another event id, as Stripe sometimes tells it.</summary>
    private static JsonObject Twin(JsonObject happened, Random random)
    {
        var twin = happened.DeepClone().AsObject();
        twin["id"] = $"{happened["id"]}_twin{random.Next(1_000)}";
        return twin;
    }

    private static JsonObject[] Shuffled(IReadOnlyList<JsonObject> events, Random random)
    {
        var order = events.ToArray();
        random.Shuffle(order);
        return order;
    }

    private static IEnumerable<JsonObject[]> Permutations(JsonObject[] events) => events.Length <= 1
        ? [events]
        : events.SelectMany((first, index) => Permutations([.. events.Where((_, other) => other != index)]).Select(rest => (JsonObject[])[first, .. rest]));

    private static IEnumerable<T> Forever<T>(Func<T> next)
    {
        while (true) yield return next();
    }

    private static long Factorial(int count) => Enumerable.Range(1, count).Aggregate(1L, (product, factor) => product > MostOfAFlow ? product : product * factor);

    private static string Told(IEnumerable<JsonObject> order) => string.Join(", ", order.Select(happened => $"{happened["type"]} {happened["id"]}"));

    private static string Difference(string expected, string ended)
    {
        var (one, other) = (expected.Split('\n'), ended.Split('\n'));
        return string.Join('\n', one.Except(other).Select(line => $"- {line}").Concat(other.Except(one).Select(line => $"+ {line}")));
    }
}
