using System.Text.Json.Nodes;

namespace Stripe.Sandbox;

/// <summary>Reading fields of a document; a missing field is null.</summary>
internal static class Json
{
    public static string? Text(this JsonObject item, string field) => item[field] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A number, however it came in: a literal of ours is an int until the document has been written and read.</summary>
    public static long? Whole(this JsonObject item, string field) => item[field] is not JsonValue value ? null
        : value.TryGetValue(out long number) ? number
        : value.TryGetValue(out int small) ? small : null;

    public static bool Flag(this JsonObject item, string field) => item[field] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static JsonObject? Child(this JsonObject item, string field) => item[field] as JsonObject;

    public static IEnumerable<JsonObject> Children(this JsonObject item, string field) =>
        (item[field] as JsonArray)?.OfType<JsonObject>() ?? [];

    public static IEnumerable<string> Texts(this JsonObject item, string field) =>
        (item[field] as JsonArray)?.Select(n => (string?)n).OfType<string>() ?? [];

    /// <summary>A copy that can be put under another parent; never null, since Stripe's maps are empty rather than null.</summary>
    public static JsonObject CopyOf(this JsonObject item, string field) => item.Child(field)?.DeepClone().AsObject() ?? [];
}
