namespace Stripe.Sandbox.Cards;

/// <summary>What the payer gave on a hosted page: who they are and what they pay with.</summary>
internal abstract record PayerEntry(string? Name, string? Email);
