namespace Stripe.Sandbox.Cards;

/// <summary>A bank account to debit: the answer of its bank takes days.</summary>
internal sealed record TestAccount(string Number, string Token, string Kind, string Behaviour) : TestMeans(Number, Token, Behaviour)
{
    public const string UsRouting = "110000000";

    public override string Type => Kind;

    /// <summary>Why the bank sends the debit back; null when it pays.</summary>
    public Decline? Refusal { get; init; }

    /// <summary>How long the bank takes.</summary>
    public TimeSpan Answer => TimeSpan.FromDays(IsSepa ? 5 : 4);

    public bool IsSepa => Kind == "sepa_debit";
}
