using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Billing.Tests.Rating;

/// <summary>
/// Kunavo's price, told a second time from KU-3 to KU-16 and the JSON text alone: own fractions as a pair of big whole
/// numbers, own reading of the catalogue, nothing shared with the product.
/// </summary>
internal static class KunavoOracle
{
    private static readonly JsonElement Book = JsonDocument.Parse(File.ReadAllText(Books.PathOf("kunavo.json"))).RootElement;

    /// <summary>Micro-cents.</summary>
    public static BigInteger Price(string meter, string model, string? resolution, IReadOnlyDictionary<string, BigInteger> counts, BigInteger upstreamHundredMillionths, bool success)
    {
        if (!success) return 0;
        var line = Book.GetProperty("meters").EnumerateArray().Single(m => Text(m, "id") == meter).GetProperty("lines").EnumerateArray()
            .Single(l => Text(l, "model") == model && Text(l, "resolution") == resolution);
        BigInteger Count(string name) => counts.GetValueOrDefault(name);
        (BigInteger N, BigInteger D) Card(string name) => Decimal(Text(line.GetProperty("prices"), name)!);
        (BigInteger N, BigInteger D) catalog = meter switch
        {
            "image" => Times(Card("image"), Count("images")),
            "video" => Times(Card("clip"), Count("clips")),
            _ => Over(
                Plus(
                    Times(Card("input"), Count("input_tokens") + Count("cache_write_tokens")),
                    Plus(Over(Times(Card("input"), Count("cached_tokens") * CachePercent(model)), 100), Times(Card("output"), Count("output_tokens") + Count("reasoning_tokens")))),
                1_000_000),
        };
        var markup = Decimal(Text(line, "markup")!);
        (BigInteger N, BigInteger D) upstream = (upstreamHundredMillionths * 5 * markup.N, (BigInteger)100_000_000_000 * markup.D);
        var larger = upstream.N * catalog.D > catalog.N * upstream.D ? upstream : catalog;
        if (larger.N.IsZero) return 0;
        var microCents = (larger.N * 100_000_000 + larger.D - 1) / larger.D;
        return BigInteger.Max(100, microCents);
    }

    private static int CachePercent(string model) => model.StartsWith("claude", StringComparison.Ordinal) ? 10 : model.StartsWith("gpt", StringComparison.Ordinal) || model.StartsWith("gemini", StringComparison.Ordinal) ? 20 : 100;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static (BigInteger N, BigInteger D) Decimal(string text)
    {
        var point = text.IndexOf('.');
        return point < 0
            ? (BigInteger.Parse(text, CultureInfo.InvariantCulture), 1)
            : (BigInteger.Parse(text.Remove(point, 1), CultureInfo.InvariantCulture), BigInteger.Pow(10, text.Length - point - 1));
    }

    private static (BigInteger N, BigInteger D) Times((BigInteger N, BigInteger D) a, BigInteger by) => (a.N * by, a.D);

    private static (BigInteger N, BigInteger D) Over((BigInteger N, BigInteger D) a, BigInteger by) => (a.N, a.D * by);

    private static (BigInteger N, BigInteger D) Plus((BigInteger N, BigInteger D) a, (BigInteger N, BigInteger D) b) => (a.N * b.D + b.N * a.D, a.D * b.D);
}
