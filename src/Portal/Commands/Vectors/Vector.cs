using System.Text.Json;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>One acceptance case: what is given, what happens, what must come of it.</summary>
public sealed record Vector(string Id, string Kind, string Title, JsonElement Given, JsonElement When, JsonElement Expect)
{
    /// <summary>The price book the case is about.</summary>
    public string Book => Given.Str("book") ?? throw new FormatException("The vector names no book");

    /// <summary>Reads a file of vectors: one array.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not an array of vectors.</exception>
    public static IReadOnlyList<Vector> Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Array) throw new FormatException("A file of vectors is one array");
        return [.. document.RootElement.EnumerateArray().Select(Of)];
    }

    private static Vector Of(JsonElement v)
    {
        try
        {
            return new(v.Str("id")!, v.Str("kind")!, v.Str("title")!, v.GetProperty("given").Clone(), v.GetProperty("when").Clone(), v.GetProperty("expect").Clone());
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Not a vector: {v}", e);
        }
    }
}

/// <summary>The vectors' field types.</summary>
internal static class VectorFields
{
    /// <summary>A text; null where it is null or not there.</summary>
    public static string? Str(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    public static string Text(this JsonElement element, string name) => element.Str(name) ?? throw new FormatException($"'{name}' is missing");

    public static int? Whole(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetInt32() : null;

    public static bool Flag(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static Amount Amount(this JsonElement element, string name, Asset asset) => Billing.Units.Amount.Parse(element.Text(name), asset);

    public static Amount? AmountOrNull(this JsonElement element, string name, Asset asset) => element.Str(name) is { } text ? Billing.Units.Amount.Parse(text, asset) : null;

    /// <summary>Zero where the field is not used, which is written as null.</summary>
    public static Amount AmountOrZero(this JsonElement element, string name, Asset asset) => element.AmountOrNull(name, asset) ?? Billing.Units.Amount.Zero(asset);

    public static Fraction Exact(this JsonElement element, string name) => Fraction.Parse(element.Text(name));

    /// <summary>10^-8 units of whatever is counted.</summary>
    public static long Units(this JsonElement element, string name) => element.Amount(name, Asset.Usd).Units;

    public static Instant Moment(this JsonElement element, string name) => Instant.Parse(element.Text(name));

    public static Instant? MomentOrNull(this JsonElement element, string name) => element.Str(name) is { } text ? Instant.Parse(text) : null;

    public static Instant MomentOrNever(this JsonElement element, string name) => element.MomentOrNull(name) ?? Instant.Latest;
}
