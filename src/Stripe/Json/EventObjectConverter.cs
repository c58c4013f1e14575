using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Reads an event's object as the type its <c>object</c> field names; one this client doesn't know becomes null.</summary>
internal sealed class EventObjectConverter : JsonConverter<IHasObject>
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["charge"] = typeof(Charge),
        ["checkout.session"] = typeof(Checkout.Session),
        ["customer"] = typeof(Customer),
        ["payment_intent"] = typeof(PaymentIntent),
        ["payment_method"] = typeof(PaymentMethod),
        ["refund"] = typeof(Refund),
    };

    public override IHasObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.TryGetProperty("object", out var name) && Types.TryGetValue(name.GetString() ?? string.Empty, out var type)
            ? (IHasObject)document.RootElement.Deserialize(type, options)
            : null;
    }

    public override void Write(Utf8JsonWriter writer, IHasObject value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
