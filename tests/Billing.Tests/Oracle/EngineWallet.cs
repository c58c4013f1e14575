using Billing.Credits;
using Billing.Limits;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Units;

namespace Billing.Tests.Oracle;

/// <summary>The same life by the product's own decisions, as its flows call them.</summary>
internal sealed class EngineWallet(WalletLife life)
{
    private readonly PriceBook _book = PriceBookDocument.Parse(OracleBooks.JsonOf(life.Book)).BookOrThrow();
    private readonly List<(GrantBalance Balance, MonthAnchor Cycle)> _grants = [];
    private readonly Dictionary<(string Environment, long Hour), Fraction> _sums = [];
    private readonly Dictionary<Instant, Amount> _spent = [];
    private MonthAnchor _cycle = new(new(life.Start));
    private DebitDiscount _discount;

    public static IReadOnlyList<string> Tell(WalletLife life)
    {
        var wallet = new EngineWallet(life);
        return [.. life.Happenings.Select(happening => $"{wallet.Take(happening)} | {wallet.Standing(new(happening.At))}")];
    }

    private string Take(Happening happening)
    {
        switch (happening)
        {
            case Happening.PlanBegins plan:
                (_cycle, _discount) = (new(new(plan.At)), _book.Plan(plan.Plan)!.Discount);
                return "plan";
            case Happening.Granted granted:
                Assert.True(GrantKinds.TryParse(granted.Kind, out var kind));
                Instant at = new(granted.At);
                _grants.Add((new(new(_grants.Count + 1, kind, at, _book.ExpiresAt(kind, at, _cycle)), granted.Amount), _cycle));
                return "granted";
            default:
                return Use((Happening.Used)happening);
        }
    }

    private string Use(Happening.Used used)
    {
        var usage = EventOf(_book.Lines[used.Line], used);
        var hour = (used.Environment, usage.Time.HourNumber);
        var perHour = _book.Lines[used.Line].Stage == RoundingStage.EnvironmentHour;
        var before = perHour ? _sums.GetValueOrDefault(hour) : Fraction.Zero;
        var rated = Rater.Rate(_book, usage, before);
        if (rated.Refusal is { } refusal) return refusal.Code;
        var answer = rated.Cost == 0 ? "free" : Pay(new(used.At), usage.Time, rated.Cost);
        if (perHour && !answer.StartsWith("refused", StringComparison.Ordinal)) _sums[hour] = before + Explainer.Explain(_book, usage, before)!.Exact;
        return $"cost {rated.Cost}: {answer}";
    }

    private string Pay(Instant recorded, Instant occurred, long cost)
    {
        var available = _grants.Where(g => g.Balance.Grant.UsableAt(recorded)).Sum(g => g.Balance.Remaining);
        var admitted = UsageFunding.Admit(available, cost, _book.Wallet.Payment, _book.Wallet.AtZero);
        if (admitted.Outcome == FundingOutcome.Refused) return "refused " + Text(admitted.Next, admitted.HttpStatus);
        var month = SpendCap.WindowOf(occurred).Start;
        var spent = _spent.GetValueOrDefault(month, Amount.Zero(_book.Wallet.Unit));
        var cap = life.Cap is { } most ? new SpendCap(new(most, _book.Wallet.Unit)) : (SpendCap?)null;
        if (cap?.Admits(spent) == false) return "refused by the cap";

        var ordered = Enumerable.Range(0, _grants.Count).OrderBy(i => _grants[i].Balance.Grant, _book.BurnOrder).ToList();
        var slices = new FundingSlice[ordered.Count];
        var funded = Funding.Fund([.. ordered.Select(i => _grants[i].Balance)], cost, recorded, _book.Wallet.Payment, _discount, slices, cap?.Room(spent).Units ?? long.MaxValue);
        foreach (var slice in slices[..funded.Slices])
        {
            var (balance, cycle) = _grants[ordered[slice.Index]];
            _grants[ordered[slice.Index]] = (balance with { Remaining = balance.Remaining - slice.Taken }, cycle);
        }

        _spent[month] = spent + new Amount(funded.Taken, _book.Wallet.Unit);
        var next = UsageFunding.Settled(funded, _book.Wallet.AtZero).Next;
        var who = string.Join(", ", slices[..funded.Slices].Select(slice => $"{ordered[slice.Index] + 1} pays {slice.Taken} for {slice.List}"));
        return $"taken {funded.Taken}, uncovered {funded.Uncovered}, then {Text(next, new FundingAnswer(FundingOutcome.Refused, next).HttpStatus)}, {who}";
    }

    private string Standing(Instant at)
    {
        var standing = _grants.Select(g => (g.Balance.Grant, Status: GrantLifecycle.StatusAt(g.Balance.Grant, g.Balance.Remaining, at, g.Cycle))).ToList();
        return $"{standing.Sum(g => g.Status.Remaining)}; " + string.Join(", ", standing.Select(g =>
            $"{g.Grant.Number} {g.Status.State} {g.Status.Remaining + g.Status.Lapsed} to {(g.Grant.Expires ? g.Grant.ExpiresAt.Micros.ToString() : "never")}"));
    }

    private static UsageEvent EventOf(PriceLine line, Happening.Used used) => new()
    {
        Id = "1", Source = "oracle", Meter = line.Meter, Model = line.Model, Resolution = line.Resolution, Time = new(used.Occurred), Environment = used.Environment,
        Status = used.Usage.Failed ? UsageStatus.Error : UsageStatus.Success, UpstreamUnits = used.Usage.Upstream, Quantities = QuantitiesOf(used.Usage),
    };

    public static Quantities QuantitiesOf(Usage usage)
    {
        var quantities = default(Quantities);
        foreach (var (name, count) in usage.Counts)
        {
            Assert.True(Measures.TryParse(name, out var measure), name);
            quantities[measure] = count;
        }

        return quantities;
    }

    private static string Text(ZeroAction next, int? status) => status?.ToString() ?? (next == ZeroAction.Pause ? "pause" : "go on");
}
