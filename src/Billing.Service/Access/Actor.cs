namespace Billing.Service.Access;

/// <summary>Who acts. Flows take it from the session or the API key, never from input.</summary>
public abstract record Actor
{
    private Actor() { }

    /// <summary>A signed-in person.</summary>
    public sealed record Person(Guid UserId, string Name) : Actor;

    /// <summary>An operator, outside all organisations.</summary>
    public sealed record Operator(Guid UserId, string Name) : Actor;

    /// <summary>A program with an API key.</summary>
    public sealed record Program(Guid ApiKey, string Prefix) : Actor;

    /// <summary>The portal itself: a verified webhook, a job, the command line.</summary>
    public sealed record Portal(string Name) : Actor;

    /// <summary>As written into the ledger's command and shown to the customer.</summary>
    public string Label => this switch
    {
        Person p => p.Name,
        Operator o => o.Name,
        Program k => k.Prefix,
        Portal s => s.Name,
        _ => throw new InvalidOperationException("unreachable"),
    };
}
