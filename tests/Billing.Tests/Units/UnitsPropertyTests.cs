using System.Numerics;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Units;

public sealed class UnitsPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public void Amount_PrintedAndRead_IsTheSame() =>
        Property.Holds(output, Draw.Units, units => Amount.Parse(new Amount(units, Asset.Usd).ToDecimalText(), Asset.Usd).Units == units);

    [Fact]
    public void Instant_PrintedAndRead_IsTheSame() =>
        Property.Holds(output, from moment in Draw.Moment from micros in Gen.Choose(0, 999_999) select new Instant(moment.Micros + micros),
            instant => Instant.Parse(instant.ToString()) == instant);

    [Fact]
    public void Fraction_Arithmetic_FollowsWholeNumbersOverACommonDenominator() =>
        Property.Holds(output, from a in Draw.Units from b in Draw.Units from x in Gen.Choose(1, 9999) from y in Gen.Choose(-9999, -1) select (a, b, x, y), c =>
        {
            var (p, q) = (Fraction.Of(c.a, c.x), Fraction.Of(c.b, c.y));
            BigInteger common = (BigInteger)c.x * c.y, left = (BigInteger)c.a * c.y, right = (BigInteger)c.b * c.x;
            return p + q == Fraction.Of(left + right, common) && p - q == Fraction.Of(left - right, common) && (q.IsZero || p * q / q == p)
                && (p < q) == (left * common.Sign < right * common.Sign) && (p + q).Denominator.Sign > 0;
        });

    [Fact]
    public void Rounding_InWholeNumbers_AgreesWithTheFraction() =>
        Property.Holds(output, from rule in Draw.Rounding from numerator in Draw.Count from denominator in Gen.Choose(1, 1_000_000) select (rule, numerator, denominator), c =>
            c.rule.ToUnits(c.numerator, c.denominator) == c.rule.ToUnits(Fraction.Of(c.numerator, c.denominator) / Asset.UnitsPerWhole));

    [Fact]
    public void Rounding_OfAnyValue_StaysWithinOneStepOnTheRightSide() =>
        Property.Holds(output, from rule in Draw.Rounding from numerator in Draw.Units from denominator in Gen.Choose(1_000, 1_000_000) select (rule, value: Fraction.Of(numerator, denominator)), c =>
        {
            var rule = c.rule with { FloorUnits = 0 };
            var exact = c.value / Asset.UnitsPerWhole;
            var units = rule.ToUnits(exact);
            Fraction size = c.value.Sign < 0 ? -c.value : c.value, rounded = Math.Abs(units);
            return units % rule.StepUnits == 0 && rule.Mode switch
            {
                RoundingMode.Up => rounded >= size && rounded < size + rule.StepUnits,
                RoundingMode.Down => rounded <= size && rounded > size - rule.StepUnits,
                _ => rounded - size <= Fraction.Of(rule.StepUnits, 2) && size - rounded < Fraction.Of(rule.StepUnits, 2),
            };
        });

    [Fact]
    public void MonthAnchor_AnyMonth_KeepsItsDayOrTakesTheLast() =>
        Property.Holds(output, from anchor in Draw.Moment from months in Gen.Choose(-240, 240) select (anchor, months), c =>
        {
            var start = new MonthAnchor(c.anchor).Plus(c.months);
            return start.Day.Day == Math.Min(c.anchor.Day.Day, DateTime.DaysInMonth(start.Day.Year, start.Day.Month))
                && start - start.StartOfDay == c.anchor - c.anchor.StartOfDay
                && (start.Day.Year - c.anchor.Day.Year) * 12 + start.Day.Month - c.anchor.Day.Month == c.months;
        });

    [Fact]
    public void MonthAnchor_Periods_PartitionTime() =>
        Property.Holds(output, from anchor in Draw.Moment from at in Draw.Moment select (anchor: new MonthAnchor(anchor), at), c =>
        {
            var index = c.anchor.IndexAt(c.at);
            var period = c.anchor.PeriodAt(c.at);
            return period.Contains(c.at) && period == new Period(c.anchor.Plus(index), c.anchor.Plus(index + 1))
                && c.anchor.IndexAt(period.End) == index + 1 && c.anchor.IndexAt(new(period.Start.Micros - 1)) == index - 1;
        });

    [Fact]
    public void MoneyFormat_AnyAmount_ShowsItToHalfAStepAndNeverAsNothing() =>
        Property.Holds(output, Draw.Units, units =>
        {
            var rule = Books.Kunavo.Display;
            var text = MoneyFormat.Text(new(units, Asset.Usd), rule);
            if (text[0] is '<' or '>') return units != 0 && Math.Abs(units) < 50;
            var shown = (Fraction.Parse(text.Replace("$", "").Replace(",", "")) * Asset.UnitsPerWhole).Numerator;
            var cents = text.Length - text.IndexOf('.') == 3;
            var half = cents ? 500_000 : 50;
            return (units == 0) == shown.IsZero && BigInteger.Abs(shown - units) <= half && cents == (units == 0 || Math.Abs((decimal)units) >= 999_950);
        });

    [Fact]
    public void MoneyFormat_Exact_ShowsEveryUnit() =>
        Property.Holds(output, Draw.Units, units =>
            Amount.Parse(MoneyFormat.Exact(new(units, Asset.Usd), Books.Kunavo.Display).Replace("$", "").Replace(",", ""), Asset.Usd).Units == units);
}
