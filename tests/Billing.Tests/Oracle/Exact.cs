using System.Numerics;

namespace Billing.Tests.Oracle;

/// <summary>A fraction of two big whole numbers, written once more so that the model shares nothing with the product.</summary>
internal readonly struct Exact(BigInteger over, BigInteger under)
{
    private readonly BigInteger _underLessOne = under - 1;

    public BigInteger Over { get; } = over;

    public BigInteger Under => _underLessOne + 1;

    public static Exact Whole(BigInteger value) => new(value, 1);

    /// <summary>A plain decimal.</summary>
    public static Exact Read(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? Whole(BigInteger.Parse(text)) : new(BigInteger.Parse(text.Remove(point, 1)), BigInteger.Pow(10, text.Length - point - 1));
    }

    public static Exact operator +(Exact a, Exact b) => new(a.Over * b.Under + b.Over * a.Under, a.Under * b.Under);

    public static Exact operator -(Exact a, Exact b) => new(a.Over * b.Under - b.Over * a.Under, a.Under * b.Under);

    public static Exact operator *(Exact a, Exact b) => new(a.Over * b.Over, a.Under * b.Under);

    public static Exact operator /(Exact a, BigInteger b) => new(a.Over, a.Under * b);

    public static bool operator >(Exact a, Exact b) => (a - b).Over > 0;

    public static bool operator <(Exact a, Exact b) => b > a;

    /// <summary>The nearest whole numbers: below or at, above or at, and to the nearest with halves up. Of nothing below zero.</summary>
    public BigInteger Down => Over / Under;

    public BigInteger Up => (Over + Under - 1) / Under;

    public BigInteger Near => (2 * Over + Under) / (2 * Under);
}
