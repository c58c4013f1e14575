namespace Stripe.Sandbox;

/// <summary>How deliveries to one endpoint go wrong, within what Stripe allows itself. The default disturbs nothing.</summary>
public sealed record WebhookDisturbance
{
    /// <summary>Every delivery comes this much later, in real time.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Every event comes this many times more under the same id.</summary>
    public int Duplicates { get; init; }

    /// <summary>Every change is told a second time by an event of another id.</summary>
    public bool Twins { get; init; }

    /// <summary>Events of one change come shuffled; the same seed shuffles the same way. Null keeps their order.</summary>
    public int? ReorderSeed { get; init; }

    /// <summary>The next so many deliveries never come.</summary>
    public int DropNext { get; init; }

    /// <summary>Bodies say they are of this API version, such as one of another release train.</summary>
    public string? ApiVersion { get; init; }
}
