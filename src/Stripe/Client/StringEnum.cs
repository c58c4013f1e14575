namespace Stripe;

/// <summary>A parameter that takes one of a few words; a C# enum could not stand where an instant is allowed too.</summary>
public abstract class StringEnum
{
    protected StringEnum(string value) => Value = value;

    /// <summary>The word as Stripe reads it.</summary>
    public string Value { get; protected set; }

    public override string ToString() => Value;
}
