using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Options as Stripe reads them: <c>a[b][0][c]=value</c>. Null is left out; an empty string unsets.</summary>
internal static class FormEncoder
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, string Name)[]> Shapes = new();

    public static string Encode(BaseOptions options)
    {
        if (options is null)
            return string.Empty;
        var form = new StringBuilder();
        AppendObject(form, null, options);
        return form.ToString();
    }

    private static void AppendObject(StringBuilder form, string prefix, object options)
    {
        foreach (var (property, name) in Shapes.GetOrAdd(options.GetType(), Shape))
            Append(form, prefix is null ? name : $"{prefix}[{name}]", property.GetValue(options));
    }

    private static void Append(StringBuilder form, string key, object value)
    {
        switch (value)
        {
            case null:
                break;
            case IAnyOf either:
                Append(form, key, either.Value);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                    Append(form, $"{key}[{entry.Key}]", entry.Value ?? string.Empty);
                break;
            case IEnumerable list and not string:
                var index = 0;
                foreach (var item in list)
                    Append(form, string.Create(CultureInfo.InvariantCulture, $"{key}[{index++}]"), item);
                break;
            default:
                if (Scalar(value) is { } text)
                    AppendPair(form, key, text);
                else
                    AppendObject(form, key, value);
                break;
        }
    }

    private static string Scalar(object value) => value switch
    {
        string text => text,
        StringEnum word => word.Value,
        bool flag => flag ? "true" : "false",
        DateTime time => UnixTime.Seconds(time).ToString(CultureInfo.InvariantCulture),
        long or int or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static void AppendPair(StringBuilder form, string key, string value)
    {
        if (form.Length > 0)
            form.Append('&');
        // Brackets stay readable in request logs; Stripe takes them either way.
        form.Append(Uri.EscapeDataString(key).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal));
        form.Append('=').Append(Uri.EscapeDataString(value));
    }

    private static (PropertyInfo, string)[] Shape(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p =>
            (p, p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)))];
}
