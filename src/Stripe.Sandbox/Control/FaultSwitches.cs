using Microsoft.AspNetCore.Http;

namespace Stripe.Sandbox.Control;

/// <summary>Failures to come, on demand: the next calls of one operation misbehave.</summary>
internal sealed class FaultSwitches
{
    private readonly Lock _guard = new();
    private readonly List<Fault> _waiting = [];

    public void Add(Fault fault)
    {
        lock (_guard)
            _waiting.Add(fault);
    }

    public void Clear()
    {
        lock (_guard)
            _waiting.Clear();
    }

    /// <summary>The misbehaviour whose turn it is; calls that it lets pass first are counted down.</summary>
    public Fault? Take(string method, PathString path, string route)
    {
        lock (_guard)
        {
            var fault = _waiting.Find(f => f.Method == method && (f.Path == route || f.Path == path.Value));
            if (fault is null || fault.Passes-- > 0)
                return null;
            if (--fault.Left <= 0)
                _waiting.Remove(fault);
            return fault;
        }
    }
}
