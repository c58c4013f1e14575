namespace Billing.Service.Metering;

/// <summary>
/// Which usage rows may have an identity hash: those the duplicate index does not cover yet from memory, the older ones
/// through a filter that spares the look-up for nearly every new event.
/// </summary>
internal sealed class RecentEvents
{
    private const int Shards = 64;

    // In shards, because a table of millions that grows all at once would stop the writer for a moment.
    private readonly Dictionary<long, long>[] _rows = [.. Enumerable.Range(0, Shards).Select(_ => new Dictionary<long, long>())];
    private readonly Dictionary<long, List<long>> _collisions = [];
    private readonly List<(long Hash, long Row)> _uncommitted = [];
    private readonly IDuplicateIndex _index;
    private readonly HashFilter _older = new();
    private readonly int _mostInMemory;
    private long _count;
    private int _nextToDrop;

    public RecentEvents(IDuplicateIndex index, int mostInMemory = 2_000_000)
    {
        (_index, _mostInMemory) = (index, mostInMemory);
        // In this order: rows that are merged meanwhile are then in memory and in the filter, and never in neither.
        OlderUpTo = index.Covers;
        foreach (var hash in index.Hashes()) _older.Add(hash);
    }

    /// <summary>Rows after this one have to be <see cref="Remember"/>ed at start-up.</summary>
    public long OlderUpTo { get; }

    /// <summary>How many were added since the last commit: the mark to go <see cref="BackTo"/>.</summary>
    public int Uncommitted => _uncommitted.Count;

    public void Add(long hash, long row)
    {
        _uncommitted.Add((hash, row));
        Remember(hash, row);
    }

    /// <summary>At start-up: a committed row that the index does not cover.</summary>
    public void Remember(long hash, long row)
    {
        if (!Shard(hash).TryAdd(hash, row))
        {
            if (!_collisions.TryGetValue(hash, out var others)) _collisions.Add(hash, others = []);
            others.Add(row);
        }

        _count++;
    }

    /// <summary>Rows whose real identity has to be compared; mostly none.</summary>
    public IReadOnlyList<long> Candidates(long hash)
    {
        var found = Shard(hash).TryGetValue(hash, out var row);
        var older = _older.MayHold(hash) ? _index.Candidates(hash) : [];
        if (!found) return older;
        return _collisions.TryGetValue(hash, out var others) || older.Count > 0 ? [row, .. others ?? [], .. older] : [row];
    }

    public void Commit()
    {
        _uncommitted.Clear();
        if (_count > _mostInMemory) DropCovered(_rows[_nextToDrop++ % Shards]);
    }

    public void BackTo(int mark)
    {
        for (var i = _uncommitted.Count - 1; i >= mark; i--) Forget(_uncommitted[i].Hash, _uncommitted[i].Row);
        _uncommitted.RemoveRange(mark, _uncommitted.Count - mark);
    }

    private void Forget(long hash, long row)
    {
        _count--;
        if (_collisions.TryGetValue(hash, out var others) && others.Remove(row)) return;
        Shard(hash).Remove(hash);
    }

    /// <summary>One shard a commit, so that no commit waits for all of them.</summary>
    private void DropCovered(Dictionary<long, long> shard)
    {
        var covers = _index.Covers;
        foreach (var (hash, row) in shard)
        {
            if (row > covers || _collisions.ContainsKey(hash)) continue;
            _older.Add(hash);
            shard.Remove(hash);
            _count--;
        }
    }

    private Dictionary<long, long> Shard(long hash) => _rows[hash & (Shards - 1)];
}
