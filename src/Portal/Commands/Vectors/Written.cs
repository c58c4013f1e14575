using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>The engine's values in the vectors' words.</summary>
internal static class Written
{
    public static string Text(this Amount amount) => amount.ToDecimalText();

    public static string Text(this long units) => new Amount(units, Asset.Usd).ToDecimalText();

    public static string Text(this Fraction value) => value.ToDecimalText(18);

    /// <summary>Null for never.</summary>
    public static string? Text(this Instant at) => at == Instant.Latest ? null : at.ToString();

    public static string? Text(this Instant? at) => at?.Text();

    /// <summary><c>CeilingReached</c> as <c>ceiling_reached</c>.</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The reverse of <see cref="Word{T}"/>.</summary>
    public static T Named<T>(this string word)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => value!.Value.Word() == word) ?? throw new FormatException($"'{word}' is not a {typeof(T).Name}");
}
