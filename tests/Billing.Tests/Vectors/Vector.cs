using System.Text.Json;
using Billing.Units;

namespace Billing.Tests.Vectors;

/// <summary>One acceptance case: what is given, what happens, what must come of it.</summary>
internal sealed record Vector(string Id, string Seed, string Kind, string Title, JsonElement Given, JsonElement When, JsonElement Expect)
{
    private static readonly Dictionary<string, Vector> All = Read();

    public static Vector Of(string id) => All[id];

    /// <summary>The ids and titles of a kind, for a theory; a kind without a case is a mistake.</summary>
    public static TheoryData<string, string> Cases(string kind, params string[] seeds)
    {
        var cases = new TheoryData<string, string>();
        foreach (var vector in All.Values.Where(v => v.Kind == kind && (seeds.Length == 0 || seeds.Contains(v.Seed)))) cases.Add(vector.Id, vector.Title);
        return cases.Count > 0 ? cases : throw new InvalidOperationException($"No vector of kind {kind}");
    }

    private static Dictionary<string, Vector> Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.json"));
        var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateArray()
            .Select(v => new Vector(v.Str("id")!, v.Str("seed")!, v.Str("kind")!, v.Str("title")!, v.GetProperty("given"), v.GetProperty("when"), v.GetProperty("expect")))
            .ToDictionary(v => v.Id, StringComparer.Ordinal);
    }
}

/// <summary>The vectors' field types.</summary>
internal static class VectorFields
{
    public static string? Str(this JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetString() : null;

    public static long Units(this JsonElement element, string name) => Amount.Parse(element.Str(name)!, Asset.Usd).Units;

    public static long Units(this string text) => Amount.Parse(text, Asset.Usd).Units;

    public static string Text(this long units) => new Amount(units, Asset.Usd).ToDecimalText();

    public static Instant Moment(this JsonElement element, string name) => Instant.Parse(element.Str(name)!);

    public static Instant MomentOrNever(this JsonElement element, string name) => element.Str(name) is { } text ? Instant.Parse(text) : Instant.Latest;
}
