namespace Stripe.Sandbox.Cards;

/// <summary>When the bank wants to see the payer.</summary>
internal enum Authentication
{
    Never,

    /// <summary>Once, when paying or saving; afterwards charges without the payer work.</summary>
    Once,

    /// <summary>For every charge, also those where nobody is there to answer.</summary>
    Always,
}

/// <summary>What happens to the money afterwards.</summary>
internal enum Aftermath
{
    None,
    DisputedAsFraud,
    DisputedAsNotReceived,
    Inquiry,
    FraudWarning,
    RefundStaysPending,
    RefundFails,
}

/// <summary>A refusal by the bank.</summary>
internal sealed record Decline(string Code, string? Reason, string Message);

/// <summary>A card number of the documentation and what its bank does.</summary>
internal sealed record TestCard(string Number, string Token, string Brand, string Behaviour)
{
    public Authentication Authentication { get; init; }

    public Decline? Decline { get; init; }

    /// <summary>Can be saved; only charging it declines.</summary>
    public bool DeclinesOnlyCharges { get; init; }

    public Aftermath Aftermath { get; init; }

    public string Last4 => Number[^4..];

    /// <summary>Grouped as it stands on the card.</summary>
    public string Display => Brand == "amex"
        ? $"{Number[..4]} {Number[4..10]} {Number[10..]}"
        : string.Join(' ', Number.Chunk(4).Select(group => new string(group)));
}
