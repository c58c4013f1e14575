using System.Numerics;
using Billing.Tests.Credits;

namespace Billing.Tests.Oracle;

/// <summary>
/// A wallet by the rules alone (KS-8, KS-22, DP-13, MS-16 to MS-20, KU-20, KU-21, C-24, C-27 to C-29): what each report costs, who
/// pays it, what is refused and what is left. Slow and plain, on big whole numbers.
/// </summary>
internal sealed class OracleWallet(WalletLife life)
{
    private const long HourMicros = 3_600_000_000;

    private readonly OracleBook _book = new(OracleBooks.JsonOf(life.Book));
    private readonly List<Purse> _purses = [];
    private readonly Dictionary<(string Environment, BigInteger Hour), Exact> _sums = [];
    private readonly Dictionary<int, BigInteger> _spent = [];
    private long _cycle = life.Start;
    private long _discount;
    private string? _receipt;

    /// <summary>One line per happening: what came of it, and how everything stands after it.</summary>
    public static IReadOnlyList<string> Tell(WalletLife life)
    {
        var wallet = new OracleWallet(life);
        return [.. life.Happenings.Select(happening => $"{wallet.Take(happening)} | {wallet.Standing(happening.At)}")];
    }

    /// <summary>As above, as a receipt and a wallet say it: what was charged, what nobody paid, and the usable rests in burn-down order.</summary>
    public static IReadOnlyList<string> Receipts(WalletLife life)
    {
        var wallet = new OracleWallet(life);
        return [.. life.Happenings.Select(happening => $"{(wallet.Take(happening) is var told && happening is Happening.Used ? wallet._receipt ?? told : "")} | {wallet.Rests(happening.At)}")];
    }

    private string Take(Happening happening)
    {
        switch (happening)
        {
            case Happening.PlanBegins plan:
                Begin(plan);
                return "plan";
            case Happening.Granted grant:
                var end = _book.EndOf(grant.Kind, grant.At, _cycle);
                _purses.Add(new(_purses.Count + 1, grant.Kind, grant.At, end, _cycle, grant.Amount, _book.Turn(grant.Kind, grant.At, end, _purses.Count + 1)));
                return "granted";
            default:
                return Use((Happening.Used)happening);
        }
    }

    public void Begin(Happening.PlanBegins plan) => (_cycle, _discount) = (plan.At, _book.DiscountOf(plan.Plan));

    /// <summary>The end of a grant that begins now, in the cycle that runs now; null for never.</summary>
    public long? EndOf(string kind, long at) => _book.EndOf(kind, at, _cycle);

    private string Use(Happening.Used used)
    {
        _receipt = null;
        var line = _book.Lines[used.Line];
        if (used.Usage.Counts.Any(count => count.Value != 0 && !line.Measures.Contains(count.Key))) return "quantity_not_priced";
        var counts = used.Usage.Counts.ToDictionary(count => count.Key, count => (BigInteger)count.Value);
        var price = used.Usage.Failed || line.Announced ? Exact.Whole(0) : _book.PriceOf(line, counts, used.Usage.Upstream);
        if (OracleBook.IsTooDear(price)) return "amount_too_large";

        var hour = (used.Environment, BigInteger.Divide(used.Occurred - ((used.Occurred % HourMicros) + HourMicros) % HourMicros, HourMicros));
        var sum = line.PerHour && _sums.TryGetValue(hour, out var before) ? before : Exact.Whole(0);
        var cost = _book.Round(line, sum + price) - _book.Round(line, sum);
        if (cost == 0) _receipt = "charged 0, uncovered 0";
        var answer = cost == 0 ? "free" : Pay(used, cost);
        if (answer.StartsWith("refused", StringComparison.Ordinal)) _receipt = answer;
        if (line.PerHour && !answer.StartsWith("refused", StringComparison.Ordinal)) _sums[hour] = sum + price;
        return $"cost {cost}: {answer}";
    }

    private string Pay(Happening.Used used, BigInteger cost)
    {
        var available = Balance(used.At);
        var enough = _book.AtZero == "nothing" || (_book.TakesAllOrNothing ? available >= cost : available > 0);
        if (!enough) return "refused " + Refusal();
        var month = OracleCalendar.MonthOf(used.Occurred);
        var spent = _spent.GetValueOrDefault(month);
        if (life.Cap is { } cap && spent >= cap) return "refused by the cap";

        var ordered = Ordered;
        var (slices, uncovered) = FundingOracle.Pay(
            [.. ordered.Select(purse => new FundingOracle.Purse(purse.Kind == "topup", purse.From, purse.Until ?? long.MaxValue, purse.Left))],
            cost, used.At, _discount, life.Cap is { } most ? most - spent : long.MaxValue);
        if (_book.TakesAllOrNothing && uncovered > 0) (slices, uncovered) = ([], cost);
        foreach (var (index, taken, _) in slices) ordered[index].Left -= taken;
        var total = slices.Aggregate(BigInteger.Zero, (all, slice) => all + slice.Taken);
        _spent[month] = spent + total;
        _receipt = _book.IsPostpaid ? $"charged {cost}, uncovered 0" : $"charged {total}, uncovered {uncovered}";
        var who = string.Join(", ", slices.Select(slice => $"{ordered[slice.Index].Number} pays {slice.Taken} for {slice.List}"));
        return $"taken {total}, uncovered {uncovered}, then {(uncovered == 0 ? "go on" : Refusal())}, {who}";
    }

    private string Refusal() => _book.AtZero switch { "refuse_402" => "402", "throttle" => "429", "pause" => "pause", _ => "go on" };

    private BigInteger Balance(long at) => _purses.Where(purse => at < (purse.Until ?? long.MaxValue)).Aggregate(BigInteger.Zero, (sum, purse) => sum + purse.Left);

    private string Rests(long at) => string.Join(", ", Ordered.Where(purse => purse.Left > 0 && at < (purse.Until ?? long.MaxValue)).Select(purse => $"{purse.Number} {purse.Left}"));

    private List<Purse> Ordered => [.. _purses.OrderBy(purse => purse.Turn, Comparer<BigInteger[]>.Create(Compare))];

    private string Standing(long at) => $"{Balance(at)}; {string.Join(", ", _purses.Select(purse => $"{purse.Number} {purse.StateAt(at)} {purse.Left} to {purse.Until?.ToString() ?? "never"}"))}";

    private static int Compare(BigInteger[] a, BigInteger[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
        }

        return 0;
    }

    private sealed record Purse(int Number, string Kind, long From, long? Until, long Cycle, BigInteger Left, BigInteger[] Turn)
    {
        public BigInteger Left { get; set; } = Left;

        public string StateAt(long at) =>
            Left == 0 ? "Consumed"
            : at >= (Until ?? long.MaxValue) ? "Expired"
            : Kind == "included" && OracleCalendar.MonthsSince(Cycle, at) > OracleCalendar.MonthsSince(Cycle, From) ? "Rolled"
            : "Active";
    }
}
