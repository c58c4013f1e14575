namespace Billing.PriceBooks;

/// <summary>What a feature counts.</summary>
public enum FeatureKind : byte
{
    /// <summary>It is in the plan or it is not.</summary>
    Switch,

    /// <summary>How many may exist.</summary>
    Count,

    /// <summary>How many in a minute.</summary>
    RatePerMinute,
}

/// <summary>What happens at the limit.</summary>
public enum BeyondRule : byte
{
    /// <summary>No further one; what exists stays.</summary>
    Refused,

    /// <summary>Allowed: a price is announced and not charged yet (KO-9). Where a plan has none of it, it is refused all the same.</summary>
    NotChargedYet,
}

/// <summary>Something plans differ in.</summary>
/// <param name="Id">Lower-case slug: <c>rpm</c>, <c>api_keys</c>.</param>
public sealed record Feature(string Id, string Name, FeatureKind Kind, BeyondRule Beyond);

/// <summary>How much of a feature a plan has.</summary>
/// <param name="Most">Null for no limit (a switch that is on), 0 for not in the plan.</param>
public readonly record struct Allowance(long? Most)
{
    public static Allowance Unlimited => new(null);

    public static Allowance None => new(0);

    public bool IsNone => Most == 0;

    public override string ToString() => Most?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unlimited";
}
