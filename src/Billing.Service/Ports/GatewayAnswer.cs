namespace Billing.Service.Ports;

/// <summary>What came of a call.</summary>
public abstract record GatewayAnswer<T>
{
    private GatewayAnswer() { }

    /// <summary>Done; this is the provider's object now.</summary>
    public sealed record Done(T Value) : GatewayAnswer<T>;

    /// <summary>A definite no; nothing happened.</summary>
    /// <param name="Code">The provider's code (<c>card_declined</c>, <c>resource_missing</c>).</param>
    /// <param name="Message">For the operator; never shown to the payer as it is.</param>
    public sealed record Refused(string Code, string Message) : GatewayAnswer<T>;

    /// <summary>Nobody knows: time-out, reset, 5xx. Ask again with the same key, or look.</summary>
    public sealed record Unknown(string Detail) : GatewayAnswer<T>;

    /// <summary>Another value of the same answer.</summary>
    public GatewayAnswer<TOther> Select<TOther>(Func<T, TOther> value) => this switch
    {
        Done done => new GatewayAnswer<TOther>.Done(value(done.Value)),
        Refused no => new GatewayAnswer<TOther>.Refused(no.Code, no.Message),
        Unknown lost => new GatewayAnswer<TOther>.Unknown(lost.Detail),
        _ => throw new InvalidOperationException("An answer is done, refused or unknown"),
    };
}
