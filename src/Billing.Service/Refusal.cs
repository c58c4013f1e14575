namespace Billing.Service;

/// <summary>A named no: what a customer, operator or program can cause and should understand.</summary>
/// <param name="Code">Stable, lower case with underscores: <c>insufficient_quota</c>, <c>not_a_member</c>.</param>
/// <param name="Message">One sentence for the person or program that asked.</param>
/// <param name="Field">The input's path where one is to blame.</param>
public record Refusal(string Code, string Message, string? Field = null);

/// <summary>A flow's answer: a value, or a named refusal. Bugs and infrastructure throw.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }
    public bool IsAccepted => Refusal is null;

    /// <exception cref="InvalidOperationException">The flow refused.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}: {Refusal.Message}");

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
