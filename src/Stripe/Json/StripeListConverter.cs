using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>A list is an object on the wire although it can be enumerated here.</summary>
internal sealed class StripeListConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(StripeList<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(OfItem<>).MakeGenericType(typeToConvert.GetGenericArguments()));

    private sealed class OfItem<T> : JsonConverter<StripeList<T>>
    {
        public override StripeList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var wire = JsonSerializer.Deserialize<Wire>(ref reader, options);
            return new StripeList<T> { Object = wire.Object, Data = wire.Data, HasMore = wire.HasMore, Url = wire.Url };
        }

        public override void Write(Utf8JsonWriter writer, StripeList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Wire { Object = value.Object, Data = value.Data, HasMore = value.HasMore, Url = value.Url }, options);

        private sealed class Wire
        {
            public string Object { get; set; }

            public List<T> Data { get; set; }

            public bool HasMore { get; set; }

            public string Url { get; set; }
        }
    }
}
