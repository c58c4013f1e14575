using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Billing.Credits;
using Billing.Metering;
using Billing.PriceBooks;

namespace Billing.Tests.PriceBooks;

/// <summary>The published schema says what the parser does: same books, same words.</summary>
public sealed class PriceBookSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Books.PathOf("pricebook.schema.json"))).RootElement;

    public static TheoryData<string> Shipped => [.. Books.Shipped];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Schema_ShippedBook_IsValid(string id) => Assert.Empty(Errors(Schema, JsonDocument.Parse(Books.JsonOf(id)).RootElement, "$"));

    [Fact]
    public void Schema_BrokenBook_IsNamed()
    {
        var book = JsonNode.Parse(Books.KunavoJson)!;
        book["meters"]![0]!["lines"]![0]!["markup"] = "lots";
        book["tax"] = new JsonObject();
        book["plans"] = new JsonArray(new JsonObject { ["id"] = "a", ["name"] = "A", ["sale"] = "gift" });
        book.AsObject().Remove("display");
        Assert.Equal(["$.display", "$.meters[0].lines[0].markup", "$.plans[0].sale", "$.tax.added"], Errors(Schema, JsonSerializer.SerializeToElement(book), "$").Order());
    }

    [Fact]
    public void Schema_Words_AreTheParsersWords()
    {
        Assert.Equal(GrantKinds.All.Select(kind => kind.Name()), Words("kind"));
        Assert.Equal(Measures.All.Select(measure => measure.Name()), Words("measure"));
        Assert.Equal(Enum.GetValues<Page>().Select(page => page.Name()), Schema.GetProperty("properties").GetProperty("pages").GetProperty("items").GetProperty("enum").EnumerateArray().Select(word => word.GetString()!));
    }

    private static IEnumerable<string> Words(string definition) =>
        Schema.GetProperty("$defs").GetProperty(definition).GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);

    /// <summary>The part of JSON Schema that ours uses.</summary>
    private static IEnumerable<string> Errors(JsonElement schema, JsonElement value, string path)
    {
        if (schema.ValueKind == JsonValueKind.False) return [path];
        if (schema.TryGetProperty("$ref", out var reference)) return Errors(Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), value, path);
        if (schema.TryGetProperty("enum", out var words)) return words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)) ? [] : [path];
        return schema.GetProperty("type").GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object ? OfFields(schema, value, path) : [path],
            "array" => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= Number(schema, "minItems", 0)
                ? value.EnumerateArray().SelectMany((item, i) => Errors(schema.GetProperty("items"), item, $"{path}[{i}]")) : [path],
            "integer" => value.TryGetInt32(out var whole) && whole >= Number(schema, "minimum", int.MinValue) && whole <= Number(schema, "maximum", int.MaxValue) ? [] : [path],
            _ => value.ValueKind == JsonValueKind.String && value.GetString()!.Length >= Number(schema, "minLength", 0) && value.GetString()!.Length <= Number(schema, "maxLength", int.MaxValue)
                && (!schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(value.GetString()!, pattern.GetString()!)) ? [] : [path],
        };
    }

    private static IEnumerable<string> OfFields(JsonElement schema, JsonElement value, string path)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];
        var missing = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)) : [];
        return missing.Select(name => $"{path}.{name}").Concat(value.EnumerateObject().SelectMany(field =>
            Errors(known.TryGetValue(field.Name, out var own) ? own : schema.GetProperty("additionalProperties"), field.Value, $"{path}.{field.Name}")));
    }

    private static int Number(JsonElement schema, string name, int otherwise) => schema.TryGetProperty(name, out var number) ? number.GetInt32() : otherwise;
}
