using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Stripe's instants: whole seconds since 1970, UTC.</summary>
internal static class UnixTime
{
    public static long Seconds(DateTime time) => new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeSeconds();

    public static DateTime At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
}

internal sealed class UnixTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => UnixTime.At(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteNumberValue(UnixTime.Seconds(value));
}
