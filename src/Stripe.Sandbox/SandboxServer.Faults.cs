using Stripe.Sandbox.Control;

namespace Stripe.Sandbox;

/// <content>Calls that go wrong.</content>
public sealed partial class SandboxServer
{
    /// <summary>The whole service is gone until it is back: calls and pages are cut off, webhooks wait.</summary>
    /// <param name="away">Gone, or back.</param>
    /// <param name="answers503">Calls are answered with 503 instead of a broken connection.</param>
    public void Away(bool away, bool answers503 = false)
    {
        _away.Set(away, answers503);
        _work.Wake();
    }

    /// <summary>The next calls of one operation go wrong.</summary>
    /// <param name="kind">How.</param>
    /// <param name="method">GET, POST or DELETE.</param>
    /// <param name="path">The operation's template, such as <c>/v1/payment_intents/{id}/confirm</c>, or one exact path.</param>
    /// <param name="times">How many calls.</param>
    /// <param name="after">How many calls go well before.</param>
    /// <param name="delay">How long a <see cref="FaultKind.Delay"/> is.</param>
    public void Fault(FaultKind kind, string method, string path, int times = 1, int after = 0, TimeSpan delay = default) =>
        _faults.Add(new Fault(method, path, kind, times, after, delay.TotalSeconds));

    /// <summary>Takes back all faults still to come.</summary>
    public void ClearFaults() => _faults.Clear();
}
