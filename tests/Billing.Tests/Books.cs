using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.PriceBooks;

namespace Billing.Tests;

/// <summary>The shipped price books, and small ones written in a test.</summary>
internal static class Books
{
    public static byte[] KunavoJson { get; } = File.ReadAllBytes(PathOf("kunavo.json"));

    public static PriceBook Kunavo { get; } = PriceBookDocument.Parse(KunavoJson).BookOrThrow();

    public static IReadOnlyList<string> Shipped { get; } = ["kernstack", "deployments", "modelstack", "koyeb", "kunavo"];

    public static PriceBook KernStack { get; } = Read("kernstack");

    public static PriceBook Deployments { get; } = Read("deployments");

    public static PriceBook ModelStack { get; } = Read("modelstack");

    public static PriceBook Koyeb { get; } = Read("koyeb");

    /// <summary>GiB-seconds at 0.01 credit, whole credits up over an environment's hour (KS-5, KS-8, KS-9).</summary>
    public static PriceBook GibSeconds { get; } = Changed(book =>
    {
        book["meters"] = JsonNode.Parse(
            """
            [{ "id": "compute", "name": "Compute", "price": "parts", "round_over": "environment_hour", "rounding": { "step": "1", "mode": "up" },
               "parts": [{ "name": "compute", "measures": ["ram_mib", "seconds"], "divisor": 1024, "price": "gib_second" }],
               "lines": [{ "prices": { "gib_second": "0.01" } }] }]
            """);
    }).BookOrThrow();

    public static byte[] JsonOf(string id) => File.ReadAllBytes(PathOf(id + ".json"));

    public static PriceBook Read(string id) => PriceBookDocument.Parse(JsonOf(id)).BookOrThrow();

    /// <summary>A document with something changed, read again.</summary>
    public static PriceBookReading Changed(Action<JsonObject> change, string id = "kunavo")
    {
        var book = JsonNode.Parse(JsonOf(id))!.AsObject();
        change(book);
        return PriceBookDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(book));
    }

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "pricebooks", file);
}
