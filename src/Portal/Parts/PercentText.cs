using System.Globalization;
using System.Numerics;
using Billing.Units;

namespace BillingPortal.Portal.Parts;

/// <summary>Shares and changes as the portal writes them: a space before the sign, one decimal under a hundred.</summary>
public static class PercentText
{
    /// <summary>"39.7 %"; "–" of a whole that is zero; "&lt; 0.1 %" for something that would read as nothing.</summary>
    public static string Share(Amount part, Amount whole)
    {
        if (whole.IsZero) return "–";
        var tenths = Tenths(part.Units, whole.Units);
        return tenths == 0 && !part.IsZero ? "< 0.1 %" : Written(tenths);
    }

    /// <summary>"▲ 17.5 %", "▼ 3.0 %", "no change", or "new" where there was nothing before.</summary>
    public static string Change(Amount now, Amount before)
    {
        if (before.IsZero) return now.IsZero ? "no change" : "new";
        var tenths = Tenths(now.Units - before.Units, Math.Abs(before.Units));
        return tenths == 0 ? "no change" : $"{(tenths > 0 ? '▲' : '▼')} {Written(BigInteger.Abs(tenths))}";
    }

    private static BigInteger Tenths(BigInteger part, BigInteger whole)
    {
        var twice = part * 2000 / whole;
        return (twice + twice.Sign) / 2;
    }

    private static string Written(BigInteger tenths) => BigInteger.Abs(tenths) >= 1000
        ? $"{((tenths + 5 * tenths.Sign) / 10).ToString("#,0", CultureInfo.InvariantCulture)} %"
        : $"{(tenths.Sign < 0 ? "\u2212" : "")}{BigInteger.Abs(tenths) / 10}.{BigInteger.Abs(tenths) % 10} %";
}
