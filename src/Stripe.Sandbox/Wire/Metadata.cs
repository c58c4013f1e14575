using System.Text.Json.Nodes;

namespace Stripe.Sandbox.Wire;

/// <summary>Free key and value pairs: at most 50, keys of 40, values of 500 characters; an empty value removes its key.</summary>
internal static class Metadata
{
    public static JsonObject Apply(JsonObject? current, JsonNode? given)
    {
        var result = (JsonObject?)current?.DeepClone() ?? [];
        if (given is not JsonObject changes)
            return given is null ? result : [];
        foreach (var (key, node) in changes)
        {
            var value = (string)node!;
            if (key.Length > 40)
                throw StripeFault.Invalid($"Metadata keys can be at most 40 characters: {key}", "metadata");
            if (value.Length > 500)
                throw StripeFault.Invalid($"Metadata values can be at most 500 characters, and the value of {key} has {value.Length}.", $"metadata[{key}]");
            if (value.Length == 0)
                result.Remove(key);
            else
                result[key] = value;
        }

        return result.Count > 50 ? throw StripeFault.Invalid("You can have at most 50 metadata keys.", "metadata") : result;
    }
}
