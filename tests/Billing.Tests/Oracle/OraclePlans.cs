using System.Numerics;
using System.Text.Json;

namespace Billing.Tests.Oracle;

/// <summary>How an account stands: plan by number (-1 for none), paid by the year or not, the period that is paid, what is left.</summary>
internal sealed record OracleStanding(int Plan, bool Year, long? From, long? To, long Left, long? LastChange, bool OverLimits, bool HasCard);

/// <summary>A change of plan by the words of the document (MS-21, MS-22, KO-25 to KO-30, C-11, C-32), in cents and whole numbers.</summary>
internal sealed class OraclePlans(OracleBook book)
{
    private static readonly BigInteger Cent = 1_000_000;

    private readonly JsonElement[] _plans = [.. OracleBook.List(book.Root, "plans")];

    private readonly JsonElement _rules = book.Root.GetProperty("plan_changes");

    public string Tell(OracleStanding now, int to, bool year, long at)
    {
        var calendar = OracleBook.Text(_rules, "period") == "calendar_month";
        if (PriceOf(to, year) is not { } price) return "not_applicable";
        if (now.Plan == to && (now.Year == year || Sale(to) == "free")) return "same_plan";
        var minutes = _rules.TryGetProperty("cool_down_minutes", out var wait) ? wait.GetInt32() : 0;
        if (now.LastChange is { } last && at - last < minutes * 60_000_000L) return $"wait_{minutes}_minutes";
        if (OracleBook.Text(_plans[to], "card") == "required" && !now.HasCard) return "card_required";
        var up = now.Plan < to || (now.Plan == to && year && !now.Year);
        var rule = _rules.GetProperty(up ? "upgrade" : "downgrade");
        if (OracleBook.Text(rule, "limits") == "must_fit" && now.OverLimits) return "over_limits";

        var (start, end) = calendar ? (OracleCalendar.MonthStart(at), OracleCalendar.Plus(OracleCalendar.MonthStart(at), 1)) : (now.From, (long?)now.To);
        var kept = Kept(now, end);
        if (OracleBook.Text(rule, "effective") == "period_end")
        {
            var then = end ?? at;
            return $"from {then}, pay 0, credit 0, {(calendar || price > 0 ? Span(then, OracleCalendar.Plus(then, !calendar && year ? 12 : 1)) : "no period")}, grant 0, {kept}";
        }

        var rest = OracleBook.Text(rule, "charge") == "rest_of_period" && end is { } ends && start <= at && at < ends && (calendar || year == now.Year);
        var pay = rest ? Near(price * (end!.Value - at), end.Value - start!.Value) : price;
        var credit = OracleBook.Text(rule, "credit") == "unused_part" && now.Plan >= 0 && start <= at && at < end ? Unused(PriceOf(now.Plan, now.Year) ?? 0, start!.Value, at, end!.Value) : 0;
        var span = calendar ? Span(up ? at : start!.Value, end!.Value)
            : price == 0 ? "no period"
            : rest ? Span(at, end!.Value)
            : Span(at, OracleCalendar.Plus(at, year ? 12 : 1));
        return $"from {at}, pay {pay}, credit {credit}, {span}, grant {Included(to)}, {kept}";
    }

    /// <summary>What is left of the old allowance lives on to its own end, however the plan changes.</summary>
    private string Kept(OracleStanding now, long? end)
    {
        if (now.Left == 0 || end is not { } ends) return $"keep {now.Left}";
        var rule = OracleBook.List(book.Root, "grants").FirstOrDefault(grant => OracleBook.Text(grant, "kind") == "included");
        return $"keep {now.Left} to {(rule.ValueKind == JsonValueKind.Object ? OracleCalendar.Plus(ends, rule.GetProperty("periods").GetInt32() - 1).ToString() : "ever")}";
    }

    /// <summary>The price cut in two to the cent: the odd cent goes where more was lost, to the used part at a tie.</summary>
    private static BigInteger Unused(BigInteger price, long start, long at, long end)
    {
        var (cents, whole) = (price / Cent, (BigInteger)(end - start));
        BigInteger used = cents * (at - start), unused = cents * (end - at);
        var odd = cents - used / whole - unused / whole;
        return (unused / whole + (odd > 0 && unused % whole > used % whole ? 1 : 0)) * Cent;
    }

    private static BigInteger Near(BigInteger over, BigInteger under) => new Exact(over, under * Cent).Near * Cent;

    private BigInteger? PriceOf(int plan, bool year) =>
        Sale(plan) == "free" ? 0
        : Sale(plan) == "subscription" && OracleBook.Text(_plans[plan].GetProperty("prices"), year ? "year" : "month") is not null ? OracleBook.UnitsOf(_plans[plan].GetProperty("prices"), year ? "year" : "month")
        : null;

    private BigInteger Included(int plan) => OracleBook.Text(_plans[plan], "included") is null ? 0 : OracleBook.UnitsOf(_plans[plan], "included");

    private string Sale(int plan) => OracleBook.Text(_plans[plan], "sale")!;

    private static string Span(long start, long end) => $"{start} to {end}";
}
