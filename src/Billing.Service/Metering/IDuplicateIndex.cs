namespace Billing.Service.Metering;

/// <summary>
/// Seam: the look-up of old usage by the hash of its identity, kept in views.db. It only proposes; the writer compares the
/// real ids. What it does not cover yet the writer holds in memory, so nothing is ever forgotten.
/// </summary>
public interface IDuplicateIndex
{
    /// <summary>Every usage row with a number up to this one is in the index.</summary>
    long Covers { get; }

    /// <summary>Numbers of the usage rows with this <see cref="EventIdentity.Hash"/>, or a superset of them.</summary>
    IReadOnlyList<long> Candidates(long hash);

    /// <summary>All hashes, in any order, to fill the filter at start-up.</summary>
    IEnumerable<long> Hashes();
}

/// <summary>Without a views.db: covers nothing, so that the writer holds all hashes in memory.</summary>
public sealed class NoDuplicateIndex : IDuplicateIndex
{
    public long Covers => 0;
    public IReadOnlyList<long> Candidates(long hash) => [];
    public IEnumerable<long> Hashes() => [];
}
