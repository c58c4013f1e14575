using System.Text.Json;
using Stripe;

namespace Billing.Gateway;

/// <summary>What every version of Stripe's API writes around an event's object.</summary>
/// <param name="Account">Of a connected account; null for our own.</param>
internal sealed record EventEnvelope(string Id, string Type, DateTime Created, bool Live, string? Version, string? Account)
{
    /// <summary>Versions of one release train, the word after the date, write the same fields.</summary>
    public bool IsOfOurVersion => Version is not null && Train(Version) == Train(StripeConfiguration.ApiVersion);

    /// <summary>Null where the body is no event.</summary>
    public static EventEnvelope? Open(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "id") is { Length: > 0 and <= LongestName } id && Text(root, "type") is { Length: > 0 and <= LongestName } type
                ? new(id, type, Time(root), root.TryGetProperty("livemode", out var live) && live.ValueKind == JsonValueKind.True, Text(root, "api_version"), Text(root, "account"))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private const int LongestName = 255;

    private static string Train(string version) => version[(version.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTime Time(JsonElement root) =>
        root.TryGetProperty("created", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime
            : DateTime.UnixEpoch;
}
