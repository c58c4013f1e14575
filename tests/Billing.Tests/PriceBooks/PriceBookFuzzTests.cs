using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.PriceBooks;
using Xunit.Abstractions;

namespace Billing.Tests.PriceBooks;

/// <summary>Mutated documents: whatever arrives, reading answers, names a place, and never gives half a book.</summary>
public sealed class PriceBookFuzzTests(ITestOutputHelper output)
{
    private const int Documents = 5_000;

    private static readonly string[] Words =
        ["", "0", "-1", "1", "1e5", "0.000000001", "99999999999999999999", "topup", "claude", "$.x", "..", "\u0000", "\ud83d\ude00", "2020-13-01T00:00:00Z", "input_tokens", "chat", "half_up"];

    [Fact]
    public void Parse_MutatedDocument_NamesAPathOrGivesAWholeBook()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var accepted = 0;
        for (var i = 0; i < Documents; i++)
        {
            var document = JsonNode.Parse(Books.JsonOf(Books.Shipped[i % Books.Shipped.Count]))!;
            for (var changes = random.Next(1, 4); changes > 0; changes--) Mutate(document, random);
            var reading = PriceBookDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document));
            AssertWholeOrNamed(reading, $"seed {seed}, document {i}");
            if (reading.Book is not null) accepted++;
        }

        output.WriteLine($"{accepted} of {Documents} were still price books");
        Assert.InRange(accepted, 1, Documents / 2);
    }

    [Fact]
    public void Parse_MutatedBytes_NamesAPathOrGivesAWholeBook()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 1_000; i++)
        {
            var bytes = (byte[])Books.KunavoJson.Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;
            AssertWholeOrNamed(PriceBookDocument.Parse(bytes.AsSpan(0, length)), $"seed {seed}, document {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"book\"")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[")]
    public void Parse_NoBookAtAll_NamesTheRootOrWhatIsMissing(string json)
    {
        var reading = PriceBookDocument.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Null(reading.Book);
        Assert.All(reading.Faults, fault => Assert.StartsWith("$", fault.Path));
        Assert.NotEmpty(reading.Faults);
    }

    private static void AssertWholeOrNamed(PriceBookReading reading, string which)
    {
        Assert.True(reading.Book is null != (reading.Faults.Count == 0), which);
        Assert.All(reading.Faults, fault => Assert.True(fault.Path.StartsWith('$') && fault.Reason.Length > 0, which));
        if (reading.Book is not { } book) return;
        Assert.Equal(Enumerable.Range(1, book.Lines.Count), book.Lines.Select(line => line.Number));
        Assert.All(book.Lines, line => Assert.Same(line, book.Line(line.Meter, line.Model, line.Resolution)));
    }

    /// <summary>One change at one random place: gone, doubled, another kind of value, another word, a field nobody knows.</summary>
    private static void Mutate(JsonNode document, Random random)
    {
        var places = new List<JsonNode>();
        Collect(document, places);
        switch (places[random.Next(places.Count)])
        {
            case JsonObject fields when fields.Count > 0 && random.Next(3) > 0:
                var name = fields.ElementAt(random.Next(fields.Count)).Key;
                if (random.Next(2) == 0) fields.Remove(name);
                else fields[name] = Value(random);
                break;
            case JsonObject fields:
                fields[$"field{random.Next(9)}"] = Value(random);
                break;
            case JsonArray list when list.Count > 0:
                var at = random.Next(list.Count);
                if (random.Next(3) == 0) list.RemoveAt(at);
                else if (random.Next(2) == 0) list.Add(list[at] is { } item ? item.DeepClone() : null);
                else list[at] = Value(random);
                break;
            case JsonArray list:
                list.Add(Value(random));
                break;
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject or JsonArray) places.Add(node);
        if (node is JsonObject fields) foreach (var (_, child) in fields) Collect(child, places);
        if (node is JsonArray list) foreach (var child in list) Collect(child, places);
    }

    private static JsonNode? Value(Random random) => random.Next(7) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(-5, 5)),
        2 => JsonValue.Create(1.5m),
        3 => JsonValue.Create(random.Next(2) == 0),
        4 => new JsonArray(Words[random.Next(Words.Length)]),
        5 => new JsonObject { ["id"] = Words[random.Next(Words.Length)] },
        _ => JsonValue.Create(Words[random.Next(Words.Length)]),
    };
}
