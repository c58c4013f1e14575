using System.Text.Json;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Compares an answer with what is expected: amounts as numbers, everything else as it stands, nothing missing and nothing more.</summary>
internal static class VectorComparison
{
    /// <summary>The first difference with its place; null for none.</summary>
    public static string? Difference(JsonElement expected, JsonElement actual, bool asText, string path = "$") => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => OfFields(expected, actual, asText, path),
        (JsonValueKind.Array, JsonValueKind.Array) => OfItems([.. Counted(expected)], [.. Counted(actual)], asText, path),
        (JsonValueKind.String, JsonValueKind.String) => Same(expected.GetString()!, actual.GetString()!, asText) ? null : Unlike(expected, actual, path),
        _ => JsonElement.DeepEquals(expected, actual) ? null : Unlike(expected, actual, path),
    };

    private static string? OfFields(JsonElement expected, JsonElement actual, bool asText, string path)
    {
        foreach (var field in expected.EnumerateObject())
        {
            if (!actual.TryGetProperty(field.Name, out var value)) return $"{path}.{field.Name}: expected {field.Value.GetRawText()}, nothing came";
            if (Difference(field.Value, value, asText, $"{path}.{field.Name}") is { } difference) return difference;
        }

        return actual.EnumerateObject().FirstOrDefault(field => !expected.TryGetProperty(field.Name, out _)) is { Value.ValueKind: not JsonValueKind.Undefined } more
            ? $"{path}.{more.Name}: not expected, {more.Value.GetRawText()} came"
            : null;
    }

    private static string? OfItems(JsonElement[] expected, JsonElement[] actual, bool asText, string path) =>
        expected.Length != actual.Length
            ? $"{path}: expected {expected.Length} of them, {actual.Length} came: [{string.Join(", ", actual.Select(item => item.GetRawText()))}]"
            : expected.Select((item, i) => Difference(item, actual[i], asText, $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);

    /// <summary>A price part with nothing in it ({ name, frac: 0/1 }) may be left out: the engine explains what was used.</summary>
    private static IEnumerable<JsonElement> Counted(JsonElement list) =>
        list.EnumerateArray().Where(item => !(item.ValueKind == JsonValueKind.Object && item.EnumerateObject().Count() == 2 && item.Str("frac") == "0/1"));

    private static bool Same(string expected, string actual, bool asText) =>
        expected == actual || (!asText && Fraction.TryParse(expected, out var a) && Fraction.TryParse(actual, out var b) && a == b);

    private static string Unlike(JsonElement expected, JsonElement actual, string path) => $"{path}: expected {expected.GetRawText()}, got {actual.GetRawText()}";
}
