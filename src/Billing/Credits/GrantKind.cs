namespace Billing.Credits;

/// <summary>Where a grant came from. The numbers are stored: never change one.</summary>
public enum GrantKind : byte
{
    /// <summary>A plan's allowance of one period.</summary>
    Included = 1,

    /// <summary>A one-time balance of a free plan (KS-20).</summary>
    Starter = 2,

    /// <summary>Bought; the only kind of class paid.</summary>
    Topup = 3,

    /// <summary>Given on top of a purchase (KU-17).</summary>
    Bonus = 4,

    /// <summary>A coupon's credits (DP-17).</summary>
    Coupon = 5,

    /// <summary>An operator's credit.</summary>
    Correction = 6,
}

/// <summary>Paid credits may be refunded to the bank, promotional ones may not.</summary>
public enum GrantClass : byte
{
    Paid = 1,
    Promotional = 2,
}

/// <summary>Names and class of the kinds.</summary>
public static class GrantKinds
{
    private static readonly string[] Names = ["", "included", "starter", "topup", "bonus", "coupon", "correction"];

    public static IReadOnlyList<GrantKind> All { get; } = Enum.GetValues<GrantKind>();

    public static string Name(this GrantKind kind) => Names[(int)kind];

    public static GrantClass Class(this GrantKind kind) => kind == GrantKind.Topup ? GrantClass.Paid : GrantClass.Promotional;

    public static bool TryParse(string? name, out GrantKind kind)
    {
        var index = name is { Length: > 0 } ? Array.IndexOf(Names, name) : -1;
        kind = (GrantKind)Math.Max(index, 0);
        return index > 0;
    }
}
