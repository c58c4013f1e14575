using System.Text.Json.Serialization;

namespace Stripe;

internal interface IAnyOf
{
    object Value { get; }
}

/// <summary>A parameter that takes one of two types.</summary>
public class AnyOf<T1, T2> : IAnyOf
{
    private readonly object _value;

    public AnyOf(T1 value) => _value = value;

    public AnyOf(T2 value) => _value = value;

    object IAnyOf.Value => _value;

    public static implicit operator AnyOf<T1, T2>(T1 value) => value is null ? null : new AnyOf<T1, T2>(value);

    public static implicit operator AnyOf<T1, T2>(T2 value) => value is null ? null : new AnyOf<T1, T2>(value);
}

/// <summary>A span of instants; each bound is optional.</summary>
public class DateRangeOptions
{
    [JsonPropertyName("gt")]
    public DateTime? GreaterThan { get; set; }

    [JsonPropertyName("gte")]
    public DateTime? GreaterThanOrEqual { get; set; }

    [JsonPropertyName("lt")]
    public DateTime? LessThan { get; set; }

    [JsonPropertyName("lte")]
    public DateTime? LessThanOrEqual { get; set; }
}
