namespace Billing.Corrections;

/// <summary>Why an operator moves money: a closed list, so that it can be counted. The numbers are stored.</summary>
public enum Reason : byte
{
    /// <summary>The seller's outage cost budget (KU-27).</summary>
    Outage = 1,

    /// <summary>Charged above the catalog (KU-27).</summary>
    Overcharge = 2,

    /// <summary>Topped up twice by accident (KU-27).</summary>
    DoubleTopup = 3,

    /// <summary>Any other case that support agreed to.</summary>
    Support = 4,

    /// <summary>A courtesy.</summary>
    Goodwill = 5,

    /// <summary>Trial credit from sales (DP-28).</summary>
    Trial = 6,

    /// <summary>An earlier correction was wrong.</summary>
    OperatorError = 7,
}

/// <summary>The reasons' codes.</summary>
public static class Reasons
{
    private static readonly string[] Codes = ["", "outage", "overcharge", "double_topup", "support", "goodwill", "trial", "operator_error"];

    public static IReadOnlyList<Reason> All { get; } = Enum.GetValues<Reason>();

    public static string Code(this Reason reason) => Codes[(int)reason];

    public static bool TryParse(string? code, out Reason reason)
    {
        var index = code is { Length: > 0 } ? Array.IndexOf(Codes, code) : -1;
        reason = (Reason)Math.Max(index, 0);
        return index > 0;
    }
}
