using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;

namespace Billing.Tests;

/// <summary>Generators, biased to the edges where money goes wrong: nothing, one unit, both ends of the range.</summary>
internal static class Draw
{
    /// <summary>64 random bits.</summary>
    public static Gen<long> Wide { get; } =
        from high in Gen.Choose(int.MinValue, int.MaxValue) from low in Gen.Choose(int.MinValue, int.MaxValue) select unchecked(((long)high << 32) | (uint)low);

    /// <summary>Any amount, negative ones and both extremes included.</summary>
    public static Gen<long> Units { get; } = Gen.Frequency(
        (6, Wide),
        (1, Gen.Elements(0L, 1L, -1L, 100L, Asset.UnitsPerWhole, -Asset.UnitsPerWhole, long.MaxValue, long.MinValue)));

    /// <summary>0 or more: nothing, a few, an everyday size, a billion, absurd.</summary>
    public static Gen<long> Count { get; } = Gen.Frequency(
        (3, Gen.Constant(0L)),
        (3, Gen.Choose(1, 20).Select(n => (long)n)),
        (6, Gen.Choose(1, 2_000_000).Select(n => (long)n)),
        (2, Gen.Choose(1, int.MaxValue).Select(n => n * 1_000L)),
        (1, Gen.Choose(0, 1_000_000).Select(n => long.MaxValue / 1_000_000_000 + n)));

    /// <summary>Small amounts, so that several of them meet often in one charge.</summary>
    public static Gen<long> Small { get; } = Gen.Frequency((1, Gen.Constant(0L)), (5, Gen.Choose(1, 60).Select(n => (long)n)), (2, Gen.Choose(1, 1_000_000_000).Select(n => n * 7L)));

    /// <summary>Whole seconds of the years 1990 to 2059; month ends are frequent.</summary>
    public static Gen<Instant> Moment { get; } = Gen.Frequency(
        (3, from day in Gen.Choose(7_300, 32_800) from second in Gen.Choose(0, 86_399) select Instant.At(DateOnly.FromDayNumber(719_162 + day)).Plus(TimeSpan.FromSeconds(second))),
        (2, from year in Gen.Choose(1990, 2059) from month in Gen.Choose(1, 12) from second in Gen.Choose(0, 86_399)
            select Instant.At(new DateOnly(year, month, DateTime.DaysInMonth(year, month))).Plus(TimeSpan.FromSeconds(second))));

    public static Gen<GrantKind> Kind { get; } = Gen.Elements(GrantKinds.All.ToArray());

    public static Gen<DebitDiscount> Discount { get; } = Gen.Elements(0L, 15_000_000L, 25_000_000L, 40_000_000L, 33_333_333L, 99_999_999L).Select(rate => new DebitDiscount(rate));

    /// <summary>Up to eight grants around one day; few instants, so that ties are frequent.</summary>
    public static Gen<GrantBalance[]> Grants { get; } =
        from size in Gen.Choose(0, 8)
        from grants in (from kind in Kind
                        from day in Gen.Choose(0, 4)
                        from life in Gen.Elements(0, 3, 5, 8)
                        from rest in Small
                        select (kind, day, life, rest)).ArrayOf(size)
        select grants.Select((g, i) => new GrantBalance(
            new(i + 1, g.kind, Day(g.day), g.life == 0 ? Instant.Latest : Day(g.day + g.life)), g.rest)).ToArray();

    public static Gen<BurnOrder> Order { get; } =
        from keys in Gen.Elements<BurnKey[]>([BurnKey.GrantedAt, BurnKey.Kind], [BurnKey.Kind, BurnKey.GrantedAt], [BurnKey.Expiry, BurnKey.Kind], [BurnKey.GrantedAt])
        from kinds in Gen.Shuffle(GrantKinds.All.ToArray())
        from ranked in Gen.Choose(1, kinds.Length)
        select new BurnOrder(keys, kinds[..ranked]);

    /// <summary>An instant among those of <see cref="Grants"/>.</summary>
    public static Gen<Instant> At { get; } = Gen.Choose(0, 12).Select(Day);

    /// <summary>A line of Kunavo's book with quantities it takes and a provider's bill around the catalog price.</summary>
    public static Gen<Call> KunavoCall { get; } =
        from line in Gen.Elements(Books.Kunavo.Lines.Cast<PartSum>().ToArray())
        from counts in Count.ArrayOf(line.Parts.Count)
        from upstream in Gen.Frequency((1, Gen.Constant(0L)), (2, Count), (3, Gen.Choose(1, 2_000_000_000).Select(n => n * 5L)))
        from status in Gen.Frequency((9, Gen.Constant(UsageStatus.Success)), (1, Gen.Elements(UsageStatus.Error, UsageStatus.Timeout)))
        select Call.Of(line, counts, upstream, status);

    public static Gen<Rounding> Rounding { get; } =
        from step in Gen.Elements(1L, 100L, 1_000_000L, Asset.UnitsPerWhole)
        from mode in Gen.Elements(RoundingMode.Up, RoundingMode.Down, RoundingMode.HalfUp)
        from floor in Gen.Elements(0L, step, 100 * step)
        select new Rounding(step, mode, floor);

    /// <summary>An honest ledger of one account: grants come, usage burns them, numbers, balances and hashes follow.</summary>
    public static Gen<Book> Ledger { get; } =
        from size in Gen.Choose(1, 12)
        from moves in (from amount in Gen.Choose(1, 500) from raise in Gen.Choose(0, 2) from wait in Gen.Choose(0, 3) from content in Wide select (amount, raise == 0, wait, content)).ArrayOf(size)
        select Book.Honest(moves);

    public static Instant Day(int day) => Instant.At(new DateOnly(2026, 3, 1).AddDays(day));
}

/// <summary>What a producer reports, in the form both raters take.</summary>
internal sealed record Call(PartSum Line, Quantities Quantities, long Upstream, UsageStatus Status)
{
    public static Call Of(PartSum line, long[] counts, long upstream, UsageStatus status)
    {
        var quantities = default(Quantities);
        for (var i = 0; i < counts.Length; i++) quantities[line.Parts[i].Measures[0]] = counts[i];
        return new(line, quantities, upstream, status);
    }

    public Rated Rated => Rater.Rate(Line, Status, Quantities, Upstream);

    public Explanation? Explained => Explainer.Explain(Books.Kunavo, Line, Status, Quantities, Upstream);

    public override string ToString() =>
        $"{Line.Name} {Status} upstream {Upstream} " + string.Join(' ', Measures.All.Where(m => Quantities[m] != 0).Select(m => $"{m.Name()}={Quantities[m]}"));
}

/// <summary>An account's entries with content digests and hashes, as stored.</summary>
internal sealed record Book(List<(Entry Entry, UInt128 Content, byte[] Hash)> Rows, Dictionary<int, long> Granted)
{
    public const int Account = 7;

    public static Book Honest(IEnumerable<(int Amount, bool Raise, int Wait, long Content)> moves)
    {
        var book = new Book([], []);
        var rests = new Dictionary<int, long>();
        long balance = 0;
        var at = Draw.Day(0);
        foreach (var (amount, raise, wait, content) in moves)
        {
            at = at.Plus(TimeSpan.FromSeconds(wait));
            var payer = rests.Where(rest => rest.Value > 0).Select(rest => rest.Key).FirstOrDefault();
            var grant = raise || payer == 0 ? rests.Count + 1 : payer;
            var change = grant == payer ? -Math.Min(amount, rests[payer]) : amount;
            if (change > 0) book.Granted[grant] = amount;
            rests[grant] = rests.GetValueOrDefault(grant) + change;
            balance += change;
            book.Append(new(
                Account, book.Rows.Count + 1, change > 0 ? EntryType.Topup : EntryType.Consume, change, balance, grant,
                change > 0 ? CauseKind.Payment : CauseKind.Usage, 1000 + book.Rows.Count, 1, change > 0 ? 0 : 3, at, at), unchecked((ulong)content));
        }

        return book;
    }

    public void Append(Entry entry, UInt128 content)
    {
        var hash = Rows.Count == 0 ? new byte[Chain.HashSize] : (byte[])Rows[^1].Hash.Clone();
        Chain.Append(entry, content, hash);
        Rows.Add((entry, content, hash));
    }

    public IReadOnlyList<string> Audit() => LedgerAudit.Of(Account, Rows, grant => Granted.TryGetValue(grant, out var whole) ? whole : null);
}
