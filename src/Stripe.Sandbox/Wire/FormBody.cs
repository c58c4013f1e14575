using System.Globalization;
using System.Text.Json.Nodes;

namespace Stripe.Sandbox.Wire;

/// <summary>Reads <c>a[b][0][c]=value</c> into a document, refusing what the operation doesn't take.</summary>
internal static class FormBody
{
    private static readonly string[] Bounds = ["gt", "gte", "lt", "lte"];

    public static JsonObject Read(IEnumerable<KeyValuePair<string, string>> pairs, ParameterShape shape)
    {
        var document = new JsonObject();
        foreach (var (key, value) in pairs)
            Place(document, Path(key), shape, key, value);
        return document;
    }

    private static List<string> Path(string key)
    {
        var bracket = key.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0)
            return [key];
        if (!key.EndsWith(']'))
            throw StripeFault.Invalid($"Invalid parameter name: {key}", key);
        return [key[..bracket], .. key[(bracket + 1)..^1].Split("][")];
    }

    private static void Place(JsonObject document, List<string> path, ParameterShape shape, string key, string value)
    {
        JsonNode place = document;
        for (var depth = 0; depth < path.Count; depth++)
        {
            var step = path[depth];
            var inner = Inner(shape, step) ?? throw Unknown(path, depth);
            var last = depth == path.Count - 1;
            if (last)
            {
                Put(place, step, Value(inner, key, value));
                return;
            }

            if (inner.Kind == ParameterKind.Range)
            {
                if (depth != path.Count - 2 || !Bounds.Contains(path[^1]))
                    throw Unknown(path, depth + 1);
                ((Get(place, step) as JsonObject) ?? (JsonObject)Put(place, step, new JsonObject()))[path[^1]] = WholeNumber(key, value);
                return;
            }

            if (inner.Kind is not (ParameterKind.Hash or ParameterKind.List or ParameterKind.Map))
                throw Unknown(path, depth + 1);
            place = Get(place, step) is JsonObject or JsonArray ? Get(place, step)!
                : Put(place, step, inner.Kind == ParameterKind.List ? new JsonArray() : new JsonObject());
            shape = inner;
        }
    }

    private static ParameterShape? Inner(ParameterShape shape, string step) => shape.Kind switch
    {
        ParameterKind.Hash => shape.Child(step),
        ParameterKind.Map => shape.Element,
        ParameterKind.List => step.Length == 0 || IsIndex(step) ? shape.Element : null,
        _ => null,
    };

    private static bool IsIndex(string step) => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < 100;

    private static JsonNode? Get(JsonNode place, string step) => place switch
    {
        JsonObject hash => hash[step],
        JsonArray list when IsIndex(step) && int.Parse(step, CultureInfo.InvariantCulture) < list.Count => list[int.Parse(step, CultureInfo.InvariantCulture)],
        _ => null,
    };

    private static JsonNode Put(JsonNode place, string step, JsonNode value)
    {
        if (place is JsonObject hash)
        {
            hash[step] = value;
        }
        else
        {
            // Indexes only group; Stripe keeps the order in which they come.
            var list = (JsonArray)place;
            if (IsIndex(step) && int.Parse(step, CultureInfo.InvariantCulture) < list.Count)
                list[int.Parse(step, CultureInfo.InvariantCulture)] = value;
            else
                list.Add(value);
        }

        return value;
    }

    private static JsonNode Value(ParameterShape shape, string key, string value) => shape.Kind switch
    {
        ParameterKind.Whole or ParameterKind.Range => WholeNumber(key, value),
        ParameterKind.Flag => value switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ => throw StripeFault.Invalid($"Invalid boolean: {value}", key, "parameter_invalid_boolean"),
        },
        ParameterKind.Hash or ParameterKind.Map when value.Length > 0 => throw StripeFault.Invalid("Invalid object", key),
        ParameterKind.List when value.Length > 0 => throw StripeFault.Invalid("Invalid array", key),
        _ => JsonValue.Create(value),
    };

    private static JsonValue WholeNumber(string key, string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : throw StripeFault.Invalid($"Invalid integer: {value}", key, "parameter_invalid_integer");

    private static StripeFault Unknown(List<string> path, int depth)
    {
        var name = path[0] + string.Concat(path.Skip(1).Take(depth).Select(step => $"[{step}]"));
        return StripeFault.Invalid($"Received unknown parameter: {name}", name, "parameter_unknown");
    }
}
