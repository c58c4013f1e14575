namespace Stripe.Sandbox.Cards;

/// <summary>Something to pay with that the sandbox knows, and what its bank does.</summary>
/// <param name="Number">Card number, account number or IBAN.</param>
/// <param name="Token">The ready-made payment method of the documentation that stands for it.</param>
/// <param name="Behaviour">For a person, in a few words.</param>
internal abstract record TestMeans(string Number, string Token, string Behaviour)
{
    /// <summary>The payment method's type in the API.</summary>
    public abstract string Type { get; }

    public Aftermath Aftermath { get; init; }

    public string Last4 => Number[^4..];
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
