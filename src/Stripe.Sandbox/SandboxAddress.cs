namespace Stripe.Sandbox;

/// <summary>Where this sandbox answers; known once it listens.</summary>
internal sealed class SandboxAddress
{
    public string Value { get; set; } = string.Empty;
}
