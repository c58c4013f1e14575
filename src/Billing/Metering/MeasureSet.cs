namespace Billing.Metering;

/// <summary>A set of measures as one word of bits.</summary>
public readonly record struct MeasureSet(ushort Bits)
{
    public static MeasureSet Of(IEnumerable<Measure> measures)
    {
        var bits = 0;
        foreach (var measure in measures) bits |= 1 << (int)measure;
        return new((ushort)bits);
    }

    public bool Contains(Measure measure) => (Bits >> (int)measure & 1) != 0;

    /// <summary>The first measure outside the set with a quantity other than 0; null when the set covers them all.</summary>
    public Measure? FirstOutside(in Quantities quantities)
    {
        for (var i = 0; i < Measures.Count; i++)
        {
            if (quantities[i] != 0 && (Bits >> i & 1) == 0) return (Measure)i;
        }

        return null;
    }
}
