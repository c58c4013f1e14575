using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>
/// Exact sums that charges go by and that outlive a restart. Like balances they change on a request's delta, which
/// becomes the group's when the request is accepted; the file is written once a group, before its commit.
/// </summary>
internal sealed class RunningSums(RunningSumTable table)
{
    private const int MostInMemory = 100_000;

    private readonly Dictionary<SumKey, RunningSum> _committed = [];
    private readonly Dictionary<SumKey, RunningSum> _group = [];
    private readonly Dictionary<SumKey, RunningSum> _request = [];

    /// <summary>As the running request sees it. Costs a read of the file the first time.</summary>
    public RunningSum Of(SumKey key)
    {
        if (_request.TryGetValue(key, out var sum) || _group.TryGetValue(key, out sum) || _committed.TryGetValue(key, out sum)) return sum;
        sum = table.Find(key);
        _committed.Add(key, sum);
        return sum;
    }

    public void Add(SumKey key, in RunningSum more) => _request[key] = Of(key) + more;

    /// <summary>All sums of a kind in a window, by name, as the running request sees them.</summary>
    public IReadOnlyDictionary<int, RunningSum> Of(int account, RunningSumKind kind, long window)
    {
        var sums = table.Of(account, kind, window);
        foreach (var (key, sum) in _group.Concat(_request))
        {
            if (key.Account == account && key.Kind == kind && key.Window == window) sums[key.Name] = sum;
        }

        return sums;
    }

    public void AcceptRequest()
    {
        if (_request.Count == 0) return;
        foreach (var (key, sum) in _request) _group[key] = sum;
        _request.Clear();
    }

    public void RejectRequest() => _request.Clear();

    /// <summary>Writes what the accepted requests changed, in their transaction.</summary>
    public void Save()
    {
        foreach (var (key, sum) in _group) table.Save(key, sum);
    }

    public void Commit()
    {
        if (_group.Count == 0) return;
        // Hours pass and are seldom asked for again; what is needed after all is read again.
        if (_committed.Count > MostInMemory) _committed.Clear();
        foreach (var (key, sum) in _group) _committed[key] = sum;
        _group.Clear();
    }

    public void Drop()
    {
        _request.Clear();
        _group.Clear();
    }
}
