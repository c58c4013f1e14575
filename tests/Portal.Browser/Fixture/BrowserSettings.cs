using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Browser.Fixture;

/// <summary>playwright.config.json: an unknown key is refused, so that a misspelt one is not silently without effect.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BrowserSettings
{
    /// <summary>Only <c>chromium</c>.</summary>
    public required string Browser { get; init; }

    /// <summary>Where the browser is; when nothing is there, the names a browser has on the PATH are tried.</summary>
    public required string Executable { get; init; }

    public required bool Headless { get; init; }

    /// <summary>How long a thing that must appear may take.</summary>
    public required int TimeoutMs { get; init; }

    public required Size Viewport { get; init; }

    public required Size Phone { get; init; }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Size(int Width, int Height);

    public static BrowserSettings Read() => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "playwright.config.json")));

    public static BrowserSettings Parse(string json)
    {
        var settings = JsonSerializer.Deserialize<BrowserSettings>(json, JsonSerializerOptions.Web)!;
        return settings.Browser == "chromium"
            ? settings
            : throw new JsonException($"browser is \"{settings.Browser}\"; only chromium is supported");
    }
}
