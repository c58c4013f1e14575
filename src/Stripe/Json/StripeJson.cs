using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Stripe;

/// <summary>How Stripe's JSON is read: snake_case names, seconds since 1970, expandable fields. Unknown fields are ignored: they are additive.</summary>
internal static class StripeJson
{
    public static JsonSerializerOptions Options { get; } = Build();

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ExpandableFields.Pair } },
            Converters = { new UnixTimeConverter(), new ObjectConverter<IHasObject>(), new ObjectConverter<IBalanceTransactionSource>(), new StripeListConverter() },
        };
        options.MakeReadOnly();
        return options;
    }
}
