using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.PriceBooks;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>The vector's price book with the one price the vector brings, through the same parser as every other book.</summary>
internal static class VectorBook
{
    public const string Item = "item";

    public static PriceBook Of(Vector vector) => BookFiles.Changed(vector, book => Price(book, vector));

    private static void Price(JsonObject book, Vector vector)
    {
        var given = vector.Given;
        var card = given.GetProperty("card");
        var unit = given.Text("unit");
        if (unit == book["currency"]!.GetValue<string>()) BookFiles.SetWallet(book, unit, "1");
        foreach (var section in new[] { "samples", "resources", "free_allowances" }) book.Remove(section);
        var family = new JsonObject { ["id"] = "test", ["factors"] = new JsonObject { ["cache_read"] = Price(card, "cache_read_factor") ?? "1", ["cache_write"] = "1" } };
        book["families"] = new JsonArray(family);
        book["models"] = new JsonArray(new JsonObject { ["id"] = Item, ["name"] = "Item", ["provider"] = "Vector", ["family"] = "test" });
        book["meters"] = new JsonArray(MeterOf(vector, card));
    }

    private static JsonObject MeterOf(Vector vector, JsonElement card)
    {
        var meter = vector.Given.Text("meter");
        var line = new JsonObject { ["model"] = Item };
        var shape = new JsonObject { ["id"] = meter, ["name"] = meter, ["lines"] = new JsonArray(line) };
        switch (meter)
        {
            case "catalog_model":
                Steps(shape, line, "steps", vector.When.GetProperty("quantities").TryGetProperty("images", out _) ? "images" : "prompt_tokens", int.Parse(card.Text("batch"), CultureInfo.InvariantCulture), card.Text("per_step"));
                break;
            case "instance_hour":
                Steps(shape, line, "hours", "seconds", 3600, card.Text("per_hour"));
                break;
            case "instance_second":
                Parts(shape, line, Part(vector.Given.Text("item"), "per_second", "seconds"));
                break;
            case "duration" or "custom_inference":
                Parts(shape, line,
                    Part("compute", "compute_gib_second", ["ram_mib", "seconds"], divisor: 1024), Part("storage", "storage_gib_hour", "gib_hours"),
                    Part("network", "network_gib", ["bytes"], divisor: 1 << 30));
                break;
            case "model_tokens":
                Parts(shape, line, Per1M("input", "input_per_1m", "input_tokens"), Per1M("output", "output_per_1m", "output_tokens"));
                break;
            default:
                shape["compare"] = "larger_of_catalog_and_upstream";
                line["markup"] = vector.Given.Str("markup");
                Parts(shape, line, Card(card));
                break;
        }

        if (shape["price"]!.GetValue<string>() == "parts")
        {
            var names = shape["parts"]!.AsArray().Select(part => part!["price"]!.GetValue<string>()).Distinct();
            line["prices"] = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Price(card, name))));
        }

        return shape;
    }

    private static JsonObject[] Card(JsonElement card) =>
        card.TryGetProperty("per_image", out _) ? [Part("images", "per_image", "images")]
        : card.TryGetProperty("per_clip", out _) ? [Part("clips", "per_clip", "clips")]
        :
        [
            Per1M("input", "input_per_1m", "input_tokens"), Per1M("cache_read", "input_per_1m", "cached_tokens", "cache_read"),
            Per1M("cache_write", "input_per_1m", "cache_write_tokens", "cache_write"), Per1M("output", "output_per_1m", "output_tokens"),
            Per1M("reasoning", "output_per_1m", "reasoning_tokens"),
        ];

    private static void Steps(JsonObject shape, JsonObject line, string name, string measure, int batch, string price)
    {
        shape["price"] = "started_steps";
        shape["step_name"] = name;
        line["measure"] = measure;
        line["batch"] = batch;
        line["price_per_step"] = price;
    }

    private static void Parts(JsonObject shape, JsonObject line, params JsonObject[] parts)
    {
        shape["price"] = "parts";
        shape["parts"] = new JsonArray([.. parts]);
    }

    private static JsonObject Per1M(string name, string price, string measure, string? factor = null)
    {
        var part = Part(name, price, measure);
        part["per"] = 1_000_000;
        if (factor is not null) part["factor"] = factor;
        return part;
    }

    private static JsonObject Part(string name, string price, string measure) => Part(name, price, [measure], 1);

    private static JsonObject Part(string name, string price, string[] measures, int divisor) =>
        new() { ["name"] = name, ["price"] = price, ["measures"] = new JsonArray([.. measures.Select(m => JsonValue.Create(m))]), ["divisor"] = divisor };

    private static string? Price(JsonElement card, string name) => card.TryGetProperty(name, out var price) ? price.GetString() : null;
}
