using System.Globalization;
using Billing.Metering;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>One demo call and the API key that made it.</summary>
public sealed record DemoCall(string Key, UsageEvent Event);

/// <summary>
/// Ninety days of believable traffic, the same for the same end: weekdays busier than weekends, office hours busier
/// than nights, slow growth, a steady share of failures, and one day on which a runaway batch job made the spend jump.
/// Integer arithmetic throughout; the seed is fixed.
/// </summary>
public sealed class DemoUsage(Instant end)
{
    public const int Days = 90;

    /// <summary>Days before the end on which the batch job ran away.</summary>
    public const int SpikeDay = 17;

    public const string Backend = "prod-backend";
    public const string Search = "search";
    public const string Marketing = "marketing";
    public const string Batch = "batch-jobs";

    public static IReadOnlyList<string> Keys { get; } = [Backend, Search, Marketing, Batch];

    private static readonly Profile[] Profiles =
    [
        new("claude-sonnet-4.5", Backend, 34, Input: 6_200, Cached: 40, Output: 1_100, LatencyMs: 4_200),
        new("gpt-5.2", Backend, 16, Input: 5_400, Cached: 25, Output: 900, LatencyMs: 3_800),
        new("claude-haiku-4.5", Search, 18, Input: 3_000, Cached: 55, Output: 350, LatencyMs: 1_100),
        new("gemini-2.5-pro", Search, 11, Input: 9_500, Cached: 10, Output: 800, LatencyMs: 3_100),
        new("gpt-5-mini", Marketing, 8, Input: 2_100, Cached: 0, Output: 700, LatencyMs: 1_700),
        new("deepseek-v3.2", Batch, 7, Input: 14_000, Cached: 0, Output: 1_800, LatencyMs: 6_500),
        new("kimi-k2.5", Batch, 3, Input: 8_000, Cached: 0, Output: 1_200, LatencyMs: 5_200),
        new("claude-opus-4.6", Backend, 3, Input: 11_000, Cached: 30, Output: 2_400, LatencyMs: 9_800),
    ];

    // Calls an hour on an ordinary weekday, by UTC hour.
    private static readonly int[] Hours = [7, 5, 4, 4, 5, 8, 17, 31, 47, 56, 58, 53, 46, 53, 58, 57, 50, 40, 29, 22, 18, 15, 12, 9];

    private readonly Random _random = new(20_260_817);
    private int _count;

    /// <summary>The hours in order; each hour's calls in time order. The last, unfinished hour ends at the end.</summary>
    public IEnumerable<(Instant Until, IReadOnlyList<DemoCall> Calls)> ByHour()
    {
        for (var start = end.StartOfHour.PlusDays(-Days); start < end; start = start.Plus(TimeSpan.FromHours(1)))
        {
            var until = start.Plus(TimeSpan.FromHours(1));
            if (until > end) until = end;
            yield return (until, Calls(new Period(start, until)));
        }
    }

    private List<DemoCall> Calls(Period hour)
    {
        var daysAgo = end.Day.DayNumber - hour.Start.Day.DayNumber;
        var weekend = hour.Start.Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var share = hour.Seconds * 1_000 / 3_600;
        var growth = 1_000 + (Days - daysAgo) * 6;
        var mean = Hours[(int)(hour.Start.HourNumber % 24)] * growth / 1_000 * (weekend ? 35 : 100) / 100;
        var count = (int)((mean * 3L / 4 + _random.Next(mean / 2 + 1)) * share / 1_000);
        var calls = new List<DemoCall>(count);
        for (var i = 0; i < count; i++) calls.Add(Call(hour, Pick()));
        if (daysAgo == SpikeDay && hour.Start.HourNumber % 24 is >= 13 and < 19)
        {
            for (var i = 0; i < 45; i++) calls.Add(Call(hour, Runaway));
        }

        calls.Sort((a, b) => a.Event.Time.CompareTo(b.Event.Time));
        return calls;
    }

    private DemoCall Call(Period hour, Profile profile)
    {
        var micros = hour.Start.Micros + _random.NextInt64(hour.End.Micros - hour.Start.Micros);
        var (status, http) = _random.Next(1_000) switch
        {
            < 9 => (UsageStatus.Error, 500),
            < 16 => (UsageStatus.Error, 429),
            < 20 => (UsageStatus.Timeout, 504),
            _ => (UsageStatus.Success, 200),
        };
        var input = Around(profile.Input);
        var cached = input * profile.Cached * _random.Next(60, 141) / 10_000;
        var quantities = new Quantities();
        quantities[Measure.InputTokens] = input - Math.Min(cached, input);
        quantities[Measure.CachedTokens] = Math.Min(cached, input);
        quantities[Measure.OutputTokens] = status == UsageStatus.Success ? Around(profile.Output) : 0;
        return new(profile.Key, new UsageEvent
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"call-{++_count:D7}"),
            Source = "gateway/eu-1",
            Meter = "chat",
            Time = new Instant(micros),
            Model = profile.Model,
            Status = status,
            HttpStatus = http,
            Quantities = quantities,
            LatencyMs = (int)Around(profile.LatencyMs),
            Ip = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{_random.Next(10, 40)}"),
            UserAgent = profile.Key == Batch ? "nightly-batch/1.4" : "halden-sdk/3.2",
            Environment = "production",
        });
    }

    // Half to one and a half of the mean, now and then four times as much: long prompts exist.
    private long Around(int mean) => (long)mean * _random.Next(50, 151) / 100 * (_random.Next(60) == 0 ? 4 : 1);

    private Profile Pick()
    {
        var at = _random.Next(100);
        foreach (var profile in Profiles)
        {
            if ((at -= profile.Share) < 0) return profile;
        }

        return Profiles[0];
    }

    private static readonly Profile Runaway = new("claude-opus-4.6", Batch, 0, Input: 22_000, Cached: 0, Output: 3_000, LatencyMs: 11_000);

    /// <param name="Share">Of 100 calls.</param>
    /// <param name="Cached">Percent of the input read from the cache, on average.</param>
    private sealed record Profile(string Model, string Key, int Share, int Input, int Cached, int Output, int LatencyMs);
}
