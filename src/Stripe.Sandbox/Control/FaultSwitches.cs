using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Control;

/// <summary>Failures to come, on demand: the next calls of one operation misbehave. What is still to come survives a restart.</summary>
internal sealed class FaultSwitches(SandboxDatabase database)
{
    private const string Setting = "faults";
    private readonly Lock _guard = new();
    private readonly List<Fault> _waiting = JsonSerializer.Deserialize<List<Fault>>(database.Run(state => state.Setting(Setting)) ?? "[]")!;

    public void Add(Fault fault)
    {
        lock (_guard)
        {
            _waiting.Add(fault);
            Keep();
        }
    }

    public void Clear()
    {
        lock (_guard)
        {
            _waiting.Clear();
            Keep();
        }
    }

    /// <summary>The misbehaviour whose turn it is; calls that it lets pass first are counted down.</summary>
    public Fault? Take(string method, PathString path, string route)
    {
        lock (_guard)
        {
            var place = _waiting.FindIndex(f => f.Method == method && (f.Path == route || f.Path == path.Value));
            if (place < 0)
                return null;
            var fault = _waiting[place];
            var passes = fault.Passes > 0;
            if (passes)
                _waiting[place] = fault with { Passes = fault.Passes - 1 };
            else if (fault.Left > 1)
                _waiting[place] = fault with { Left = fault.Left - 1 };
            else
                _waiting.RemoveAt(place);
            Keep();
            return passes ? null : fault;
        }
    }

    private void Keep() => database.Run(state => state.SetSetting(Setting, JsonSerializer.Serialize(_waiting)));
}
