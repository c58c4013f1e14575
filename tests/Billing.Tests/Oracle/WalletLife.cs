using FsCheck;
using FsCheck.Fluent;

namespace Billing.Tests.Oracle;

/// <summary>Something that happens to a wallet; times in microseconds, amounts in 10^-8.</summary>
internal abstract record Happening(long At)
{
    public sealed record Granted(long At, string Kind, long Amount) : Happening(At)
    {
        public override string ToString() => $"{At}: {Kind} {Amount}";
    }

    /// <summary>A plan begins, and with it a cycle of its own.</summary>
    public sealed record PlanBegins(long At, string Plan) : Happening(At)
    {
        public override string ToString() => $"{At}: plan {Plan}";
    }

    /// <param name="Occurred">At the report or before it.</param>
    /// <param name="Line">Number of the price in the book, from 0.</param>
    public sealed record Used(long At, long Occurred, string Environment, int Line, Usage Usage) : Happening(At)
    {
        public override string ToString() => $"{At}: line {Line} at {Occurred} in {Environment}, {Usage}";
    }
}

/// <summary>What was used; seconds and GiB-hours in millionths.</summary>
internal sealed record Usage(IReadOnlyDictionary<string, long> Counts, long Upstream, bool Failed)
{
    private static readonly string[] EveryMeasure =
        ["input_tokens", "cached_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "prompt_tokens", "images", "clips", "seconds", "characters", "ram_mib", "bytes", "gib_hours"];

    public static Gen<Usage> Of(OracleLine line) =>
        from counts in Count.ArrayOf(line.Measures.Count)
        from foreign in Gen.Frequency((24, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>(EveryMeasure)))
        from upstream in line.Compares ? Gen.Frequency((1, Gen.Constant(0L)), (4, Count)) : Gen.Constant(0L)
        from failed in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        let own = line.Measures.Zip(counts).Select(pair => KeyValuePair.Create(pair.First, pair.Second))
        select new Usage(own.Concat(foreign is null ? [] : [KeyValuePair.Create(foreign, 1L)]).DistinctBy(pair => pair.Key).ToDictionary(), upstream, failed);

    /// <summary>Nothing, a few, an everyday number, whole millions (seconds), and now and then an absurd one.</summary>
    private static Gen<long> Count { get; } = Gen.Frequency(
        (2, Gen.Constant(0L)),
        (3, Gen.Choose(1, 20).Select(n => (long)n)),
        (4, Gen.Choose(1, 5_000).Select(n => (long)n)),
        (3, Gen.Choose(1, 20_000).Select(n => n * 1_000_000L)),
        (2, Gen.Choose(1, int.MaxValue).Select(n => (long)n)),
        (1, Draw.Count));

    public override string ToString() => $"{(Failed ? "failed, " : "")}upstream {Upstream}, {string.Join(' ', Counts.Select(c => $"{c.Key}={c.Value}"))}";
}

/// <summary>A wallet's life under a monthly cap (null for none), with reports that come late.</summary>
internal sealed record WalletLife(string Book, long Start, long? Cap, IReadOnlyList<Happening> Happenings)
{
    private const long Second = 1_000_000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;

    public static Gen<WalletLife> Of(string name)
    {
        var book = new OracleBook(OracleBooks.JsonOf(name));
        var granted = from kind in Gen.Elements("included", "included", "starter", "topup", "topup", "topup", "bonus", "coupon", "correction") from amount in Amount select Always(at => new Happening.Granted(at, kind, amount));
        var plan = from id in Gen.Elements(book.Plans.DefaultIfEmpty("").ToArray()) select Always(at => new Happening.PlanBegins(at, id));
        var used =
            from line in Gen.Choose(0, book.Lines.Count - 1)
            from usage in Usage.Of(book.Lines[line])
            from late in Gen.Elements(0L, 0L, 0L, Second, 20 * Minute, Hour, 33 * Day)
            from environment in Gen.Elements("prod", "test")
            select Always(at => new Happening.Used(at, at - late, environment, line, usage));
        var step = Gen.Frequency((3, granted), (book.Plans.Count > 0 ? 1 : 0, plan), (6, used));
        return
            from start in Draw.Moment
            from cap in Gen.Frequency((3, Gen.Constant<long?>(null)), (1, Amount.Select(amount => (long?)amount)))
            from size in Gen.Choose(1, 12)
            from steps in step.ArrayOf(size)
            from gaps in Gen.Elements(0L, Second, 7 * Minute, 20 * Minute, Hour, Day, 27 * Day, 31 * Day, 366 * Day).ArrayOf(size)
            select new WalletLife(name, start.Micros, cap, [.. steps.Select((happens, i) => happens(start.Micros + gaps[..(i + 1)].Sum()))]);
    }

    /// <summary>The same life at another time.</summary>
    public WalletLife MovedBy(long micros) => this with
    {
        Start = Start + micros,
        Happenings = [.. Happenings.Select(happening => happening is Happening.Used used ? used with { At = used.At + micros, Occurred = used.Occurred + micros } : happening with { At = happening.At + micros })],
    };

    private static Gen<long> Amount { get; } = Gen.Frequency(
        (1, Gen.Choose(1, 60).Select(n => (long)n)), (3, Gen.Choose(1, 700).Select(n => n * 100_000_000L)), (2, Gen.Choose(1, 1_000_000_000).Select(n => n * 7L)));

    private static Func<long, Happening> Always(Func<long, Happening> happens) => happens;

    public override string ToString() => $"{Book} from {Start}, cap {Cap}\n{string.Join('\n', Happenings)}";
}
