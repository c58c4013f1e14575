using Billing.Units;

namespace Billing.Credits;

/// <summary>One sort key of a price book's burn-down order.</summary>
public enum BurnKey : byte
{
    /// <summary>By the book's rank of kinds.</summary>
    Kind,

    /// <summary>Earliest expiry first, never last.</summary>
    Expiry,

    /// <summary>Oldest first.</summary>
    GrantedAt,
}

/// <summary>
/// The order in which grants pay, as a price book lists it: sort keys, always closed by the grant's number, so it is
/// total and stable (design: included first for MS-19, oldest first for KU and DP, expiry first for KS).
/// </summary>
/// <param name="keys">Applied in turn.</param>
/// <param name="kindRank">Kinds in rank order for <see cref="BurnKey.Kind"/>; kinds not named come after, all equal.</param>
public sealed class BurnOrder(IReadOnlyList<BurnKey> keys, IReadOnlyList<GrantKind> kindRank) : IComparer<Grant>
{
    private readonly int[] _rank = RankOf(kindRank);

    public IReadOnlyList<BurnKey> Keys { get; } = keys;
    public IReadOnlyList<GrantKind> KindRank { get; } = kindRank;

    public int Compare(Grant x, Grant y)
    {
        foreach (var key in Keys)
        {
            var order = key switch
            {
                BurnKey.Kind => _rank[(int)x.Kind].CompareTo(_rank[(int)y.Kind]),
                BurnKey.Expiry => x.ExpiresAt.CompareTo(y.ExpiresAt),
                BurnKey.GrantedAt => x.GrantedAt.CompareTo(y.GrantedAt),
                _ => throw new InvalidOperationException($"Unknown sort key {key}"),
            };
            if (order != 0) return order;
        }

        return x.Number.CompareTo(y.Number);
    }

    private static int[] RankOf(IReadOnlyList<GrantKind> kinds)
    {
        var rank = new int[GrantKinds.All.Count + 1];
        Array.Fill(rank, kinds.Count);
        for (var i = 0; i < kinds.Count; i++) rank[(int)kinds[i]] = i;
        return rank;
    }
}
