using System.Text.Json;
using System.Text.Json.Nodes;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>Compares an answer with the properties its official class would be read into, nested objects included.</summary>
internal static class AnswerFields
{
    private static readonly ApiListing Listing = ApiListing.Read("StripeNetApi.txt");

    /// <summary>Paths of fields that Stripe's version does not have, or whose value the official client could not read.</summary>
    public static IEnumerable<string> Inventions(JsonObject answer, string type)
    {
        var known = Listing.Find(type)!.Value.Members
            .Where(m => m.Contains(" { get;", StringComparison.Ordinal))
            .Select(m => m.Split(" { get;")[0])
            .GroupBy(m => JsonNamingPolicy.SnakeCaseLower.ConvertName(m.Split(' ')[^1]), m => m[..m.LastIndexOf(' ')], StringComparer.Ordinal)
            .ToDictionary(m => m.Key, m => m.First(), StringComparer.Ordinal);
        foreach (var (name, value) in answer)
        {
            if (!known.TryGetValue(name, out var kind) || !CanBe(value, kind))
                yield return name;
            else
                foreach (var nested in Nested(value, kind, type[..type.LastIndexOf('.')]))
                    yield return $"{name}.{nested}";
        }
    }

    private static bool CanBe(JsonNode? value, string type) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("long" or "DateTime", var kind) => kind == JsonValueKind.Number,
        ("bool", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        (_, JsonValueKind.Null) => true,
        ("long?" or "DateTime?", var kind) => kind == JsonValueKind.Number,
        ("bool?", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        ("decimal" or "decimal?", var kind) => kind is JsonValueKind.Number or JsonValueKind.String,
        ("string", var kind) => kind == JsonValueKind.String,
        var (list, kind) when list.StartsWith("List<", StringComparison.Ordinal) => kind == JsonValueKind.Array,
        var (map, kind) when map.Contains('<', StringComparison.Ordinal) => kind == JsonValueKind.Object,
        // An object, or the id of one that was not expanded.
        var (_, kind) => kind is JsonValueKind.Object or JsonValueKind.String,
    };

    private static IEnumerable<string> Nested(JsonNode? value, string type, string space)
    {
        switch (value)
        {
            case JsonObject page when type.StartsWith("StripeList<", StringComparison.Ordinal):
                return Items(page["data"]!.AsArray(), type[11..^1], space).Select(n => $"data.{n}");
            case JsonArray list when type.StartsWith("List<", StringComparison.Ordinal):
                return Items(list, type[5..^1], space);
            case JsonObject item when (Listing.Find($"{space}.{type}") is not null ? $"{space}.{type}" : $"Stripe.{type}") is var full && Listing.Find(full) is { } found
                && found.Heading.StartsWith("class ", StringComparison.Ordinal):
                return Inventions(item, full);
            default:
                return [];
        }
    }

    private static IEnumerable<string> Items(JsonArray list, string type, string space) => list.SelectMany(i => Nested(i, type, space)).Distinct();
}
