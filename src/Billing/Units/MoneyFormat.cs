using System.Globalization;

namespace Billing.Units;

/// <summary>Amounts as text by a book's display rule, the same in every culture: comma between thousands, point before decimals.</summary>
public static class MoneyFormat
{
    /// <summary>
    /// Two decimals once cents are reached, six below (KU-4), halves away from zero; never a bare zero for something that
    /// is not zero: that is shown as less than the smallest step (<c>&lt;$0.000001</c>).
    /// </summary>
    public static string Text(Amount amount, DisplayRule rule)
    {
        var size = UInt128.CreateChecked(Int128.Abs(amount.Units));
        var small = Steps(size, rule.SmallDecimals);
        if (size == 0) return Figure("", 0, rule.Decimals, rule);
        var sign = amount.Units < 0 ? "-" : "";
        if (small == 0) return (amount.Units < 0 ? ">" : "<") + Figure(sign, 1, rule.SmallDecimals, rule);
        return small * StepUnits(rule.SmallDecimals) < (UInt128)rule.SmallBelowUnits
            ? Figure(sign, small, rule.SmallDecimals, rule)
            : Figure(sign, Steps(size, rule.Decimals), rule.Decimals, rule);
    }

    /// <summary>Money beside a wallet that counts something else, whatever a book's rule for the wallet: <c>$20.00</c>, <c>€19.00</c>, <c>20.00 CHF</c>.</summary>
    public static string Money(Amount money) => Text(money, money.Asset.Code switch
    {
        "USD" => Cents("$", symbolFirst: true),
        "EUR" => Cents("€", symbolFirst: true),
        var code => Cents(code, symbolFirst: false),
    });

    /// <summary>Every digit that counts, for hover and export: <c>$0.01234567</c>; at least the rule's decimals.</summary>
    public static string Exact(Amount amount, DisplayRule rule)
    {
        var size = UInt128.CreateChecked(Int128.Abs(amount.Units));
        var decimals = 8;
        while (decimals > rule.Decimals && size % StepUnits(decimals - 1) == 0) decimals--;
        return Figure(amount.Units < 0 ? "-" : "", size / StepUnits(decimals), decimals, rule);
    }

    private static DisplayRule Cents(string symbol, bool symbolFirst) => new(symbol, symbolFirst, 2, 2, 0);

    private static UInt128 Steps(UInt128 size, int decimals) => (size + StepUnits(decimals) / 2) / StepUnits(decimals);

    private static UInt128 StepUnits(int decimals)
    {
        UInt128 step = 1;
        for (var i = decimals; i < 8; i++) step *= 10;
        return step;
    }

    private static string Figure(string sign, UInt128 steps, int decimals, DisplayRule rule)
    {
        var digits = steps.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var whole = digits[..^decimals];
        for (var comma = whole.Length - 3; comma > 0; comma -= 3) whole = whole.Insert(comma, ",");
        var figure = decimals > 0 ? $"{whole}.{digits[^decimals..]}" : whole;
        return rule.SymbolFirst ? $"{sign}{rule.Symbol}{figure}" : $"{sign}{figure} {rule.Symbol}";
    }
}
