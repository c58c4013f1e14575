using System.Numerics;
using System.Text.Json;
using Billing.Credits;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.TopUps;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Oracle;

/// <summary>The smaller decisions of every book against the slow model: calendar, ends of grants, parts of a price, purchases, limits.</summary>
public sealed class RuleOracleTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (PriceBook Book, OracleBook Model)> Read = OracleBooks.Names.ToDictionary(
        name => name, name => (PriceBookDocument.Parse(OracleBooks.JsonOf(name)).BookOrThrow(), new OracleBook(OracleBooks.JsonOf(name))));

    /// <summary>A cent below, at and above what the books name.</summary>
    private static Gen<int> AroundATier { get; } = from cents in Gen.Elements(50, 100, 300, 1_000, 7_007, 10_000, 100_000, 500_000, 900_000, 5_000_000) from off in Gen.Choose(-1, 1) select cents + off;

    private static Gen<(PriceBook Book, OracleBook Model)> AnyBook { get; } = Gen.Elements(Read.Values.ToArray());

    [Fact]
    public void Months_FromAnyInstant_AreThoseCountedDayByDay() =>
        Property.Holds(output, from anchor in Draw.Moment from at in Draw.Moment from months in Gen.Choose(-300, 300) select (anchor, at, months), c =>
            new MonthAnchor(c.anchor).Plus(c.months).Micros == OracleCalendar.Plus(c.anchor.Micros, c.months)
            && new MonthAnchor(c.anchor).IndexAt(c.at) == OracleCalendar.MonthsSince(c.anchor.Micros, c.at.Micros));

    [Fact]
    public void EndOfAGrant_OfAnyKindAndBook_IsTheModels() =>
        Property.Holds(output, from book in AnyBook from kind in Draw.Kind from at in Draw.Moment from days in Gen.Choose(0, 800) select (book, kind, at, cycle: at.PlusDays(-days)), c =>
            c.book.Book.ExpiresAt(c.kind, c.at, new(c.cycle)).Micros == (c.book.Model.EndOf(c.kind.Name(), c.at.Micros, c.cycle.Micros) ?? Instant.Latest.Micros));

    [Fact]
    public void BurnOrder_OfAnyBook_IsTheModels() =>
        Property.Holds(output, from book in AnyBook from grants in Draw.Grants select (book, grants), c =>
            c.grants.OrderBy(g => g.Grant, c.book.Book.BurnOrder).Select(g => g.Grant.Number).SequenceEqual(
                c.grants.OrderBy(g => g.Grant, Comparer<Grant>.Create((a, b) => Compare(Turn(c.book.Model, a), Turn(c.book.Model, b)))).Select(g => g.Grant.Number)));

    [Fact]
    public void Parts_OfAnyPrice_AreHandedOutCentByCent() =>
        Property.Holds(output, from cents in Gen.Frequency((1, Gen.Choose(0, 20_000)), (1, Gen.Choose(0, 9))) from start in Draw.Moment from lengths in Gen.Frequency((1, Gen.Choose(0, 900_000)), (3, Gen.Choose(1, 3).Select(days => days * 86_400))).NonEmptyListOf() where lengths.Sum(l => (long)l) > 0 select (cents, start, lengths: lengths.Take(8).ToArray()), c =>
        {
            if (c.lengths.Sum(length => (long)length) == 0) return true;
            var bounds = c.lengths.Aggregate(new List<Instant> { c.start }, (at, length) => [.. at, at[^1].Plus(TimeSpan.FromSeconds(length))]);
            var parts = Proration.Split(new(c.cents * 1_000_000L, Asset.Usd), new(bounds[0], bounds[^1]), bounds[1..^1], 1_000_000);
            return parts.Select(part => part.Amount.Units / 1_000_000).SequenceEqual(CentByCent(c.cents, c.lengths));
        });

    [Fact]
    public void Purchase_OfAnyPayment_BringsWhatTheModelSays() =>
        Property.Holds(output, from book in AnyBook where book.Book.TopUp is not null from cents in Gen.Frequency((3, Gen.Choose(0, 2_000_000)), (1, Gen.Choose(0, 700)), (2, AroundATier)) select (book, cents), c =>
        {
            var rules = c.book.Model.Root.GetProperty("top_up");
            var pay = (BigInteger)c.cents * 1_000_000;
            var answer = TopUpDecision.Quote(c.book.Book, new((long)pay, c.book.Book.Currency));
            if (pay < OracleBook.UnitsOf(rules, "minimum")) return answer is TopUpAnswer.Refused { Code: "below_minimum" };
            if (pay > OracleBook.UnitsOf(rules, "maximum")) return answer is TopUpAnswer.Refused { Code: "above_maximum" };
            var bought = Exact.Whole(pay) * Exact.Read(OracleBook.Text(c.book.Model.Root.GetProperty("wallet"), "units_per_currency")!);
            var tier = OracleBook.List(rules, "bonus_tiers").LastOrDefault(t => pay >= OracleBook.UnitsOf(t, "from"));
            var rounding = rules.GetProperty("bonus_rounding");
            var step = OracleBook.UnitsOf(rounding, "step");
            var bonus = tier.ValueKind == JsonValueKind.Undefined ? Exact.Whole(0) : bought * Exact.Read(OracleBook.Text(tier, "rate")!) / step;
            return answer is TopUpAnswer.Accepted { Quote: var quote } && quote.Base.Units == bought.Down
                && quote.Bonus.Units == step * (OracleBook.Text(rounding, "mode") == "up" ? bonus.Up : bonus.Near);
        });

    [Fact]
    public void Limit_OfAnyPlanAndFeature_IsTheDocuments() =>
        Property.Holds(output,
            from book in AnyBook where book.Book.Features.Count > 0
            from plan in Gen.Choose(-1, book.Book.Plans.Count - 1)
            from feature in Gen.Choose(0, book.Book.Features.Count - 1)
            from current in Gen.Choose(0, 120)
            from add in Gen.Elements(true, false)
            select (book, plan, feature, current, add), c =>
        {
            var feature = OracleBook.List(c.book.Model.Root, "features").ElementAt(c.feature);
            var text = OracleBook.Text(OracleBook.List(c.book.Model.Root, "plans").ElementAt(Math.Max(c.plan, 0)).GetProperty("allowances"), OracleBook.Text(feature, "id")!)!;
            var answer = Entitlement.Of(
                c.book.Book, c.plan < 0 ? null : c.book.Book.Plans[c.plan], OracleBook.Text(feature, "id")!, c.add ? EntitlementAction.Add : EntitlementAction.Read, c.current, null);
            var expected = text switch
            {
                "no" => "not_in_plan",
                "0" => "0 not_in_plan",
                "yes" or "unlimited" => "yes",
                _ when !c.add || c.current < int.Parse(text) => $"{text} yes",
                _ => text + (OracleBook.Text(feature, "beyond") == "not_charged_yet" ? " yes beyond_included_not_charged" : " limit_reached"),
            };
            var told = $"{answer.Limit?.ToDecimalText(0)} {(answer.Allowed ? "yes" : "")} {answer.Reason}";
            return string.Join(' ', told.Split(' ', StringSplitOptions.RemoveEmptyEntries)) == expected;
        });

    /// <summary>Whole cents first; then one by one to whoever is owed most, the earlier at a tie.</summary>
    private static long[] CentByCent(long cents, int[] lengths)
    {
        var total = lengths.Sum(length => (long)length);
        var given = lengths.Select(length => (long)((BigInteger)cents * length / total)).ToArray();
        var owed = lengths.Select(length => (BigInteger)cents * length % total).ToArray();
        while (given.Sum() < cents)
        {
            var next = Array.IndexOf(owed, owed.Max());
            given[next]++;
            owed[next] = -1;
        }

        return given;
    }

    private static BigInteger[] Turn(OracleBook model, Grant grant) => model.Turn(grant.Kind.Name(), grant.GrantedAt.Micros, grant.Expires ? grant.ExpiresAt.Micros : null, grant.Number);

    private static int Compare(BigInteger[] a, BigInteger[] b) => a.Zip(b).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(order => order != 0);
}
