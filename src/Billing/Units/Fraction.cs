using System.Globalization;
using System.Numerics;

namespace Billing.Units;

/// <summary>
/// An exact rational number in lowest terms with a positive denominator. Rating and proration calculate in it and
/// round once, at the end (<see cref="Rounding"/>). <c>default</c> is zero.
/// </summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly BigInteger _denominatorLessOne;

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    public BigInteger Numerator { get; }
    public BigInteger Denominator => _denominatorLessOne + 1;

    public static Fraction Zero => default;
    public static Fraction One => new(1, 1);

    public bool IsWhole => Denominator.IsOne;
    public bool IsZero => Numerator.IsZero;
    public int Sign => Numerator.Sign;

    /// <summary>numerator / denominator in lowest terms.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static Fraction Of(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A fraction's denominator cannot be zero");
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) divisor = -divisor;
        return divisor.IsZero ? Zero : new(numerator / divisor, denominator / divisor);
    }

    public static implicit operator Fraction(long whole) => new(whole, 1);
    public static implicit operator Fraction(BigInteger whole) => new(whole, 1);

    public static Fraction operator +(Fraction a, Fraction b) => Of(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);
    public static Fraction operator -(Fraction a, Fraction b) => Of(a.Numerator * b.Denominator - b.Numerator * a.Denominator, a.Denominator * b.Denominator);
    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);
    public static Fraction operator *(Fraction a, Fraction b) => Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);
    public static Fraction operator /(Fraction a, Fraction b) => Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator);
    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);
    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public static Fraction Max(Fraction a, Fraction b) => a >= b ? a : b;
    public static Fraction Min(Fraction a, Fraction b) => a <= b ? a : b;

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    public bool Equals(Fraction other) => Numerator == other.Numerator && Denominator == other.Denominator;
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>Reads a plain decimal: digits, at most one point, an optional leading minus. No exponent, no grouping, no spaces.</summary>
    public static bool TryParse(string? text, out Fraction value)
    {
        value = Zero;
        if (string.IsNullOrEmpty(text) || text.Length > 64) return false;
        var body = text[0] == '-' ? text.AsSpan(1) : text.AsSpan();
        var point = body.IndexOf('.');
        var whole = point < 0 ? body : body[..point];
        var decimals = point < 0 ? default : body[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && decimals.IsEmpty) || !AllDigits(whole) || !AllDigits(decimals)) return false;
        var digits = BigInteger.Parse(string.Concat(whole, decimals), NumberStyles.None, CultureInfo.InvariantCulture);
        value = Of(text[0] == '-' ? -digits : digits, BigInteger.Pow(10, decimals.Length));
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a plain decimal.</exception>
    public static Fraction Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a plain decimal number");

    /// <summary>Reads <see cref="ToString"/>'s form, <c>n/d</c>.</summary>
    /// <exception cref="FormatException">The text is not such a fraction.</exception>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static Fraction ParseRatio(string text)
    {
        var bar = text.IndexOf('/');
        if (bar < 0) throw new FormatException($"'{text}' is not a fraction n/d");
        return Of(
            BigInteger.Parse(text.AsSpan(0, bar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            BigInteger.Parse(text.AsSpan(bar + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The value with at most <paramref name="maxDecimals"/> decimals, cut (not rounded) beyond, no trailing zeros.</summary>
    public string ToDecimalText(int maxDecimals)
    {
        var scaled = BigInteger.Abs(Numerator) * BigInteger.Pow(10, maxDecimals) / Denominator;
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(maxDecimals + 1, '0');
        var decimals = digits[^maxDecimals..].TrimEnd('0');
        var sign = Numerator.Sign < 0 && !scaled.IsZero ? "-" : "";
        return sign + digits[..^maxDecimals] + (decimals.Length > 0 ? "." + decimals : "");
    }

    /// <summary><c>n/d</c>, the form of the acceptance vectors.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool AllDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
