using System.Runtime.CompilerServices;
using Billing.Units;

namespace Billing.Metering;

/// <summary>A count per <see cref="Measure"/>, each 0 or more, in the measure's scale. A value type without allocation.</summary>
[InlineArray(Measures.Count)]
public struct Quantities : IEquatable<Quantities>
{
    private long _first;

    /// <summary>The stored count, in <see cref="Measures.Scale"/>.</summary>
    public long this[Measure measure]
    {
        readonly get => this[(int)measure];
        set => this[(int)measure] = value;
    }

    /// <summary>The exact quantity in whole measures.</summary>
    public readonly Fraction Exact(Measure measure) => Fraction.Of(this[(int)measure], measure.Scale());

    public readonly bool Equals(Quantities other)
    {
        ReadOnlySpan<long> mine = this, theirs = other;
        return mine.SequenceEqual(theirs);
    }

    public override readonly bool Equals(object? obj) => obj is Quantities other && Equals(other);

    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        ReadOnlySpan<long> mine = this;
        foreach (var count in mine) hash.Add(count);
        return hash.ToHashCode();
    }

    public static bool operator ==(Quantities a, Quantities b) => a.Equals(b);
    public static bool operator !=(Quantities a, Quantities b) => !a.Equals(b);
}
