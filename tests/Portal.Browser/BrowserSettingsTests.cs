using System.Text.Json;
using Portal.Browser.Fixture;

namespace Portal.Browser;

public sealed class BrowserSettingsTests
{
    private const string Good = """
        { "browser": "chromium", "executable": "/usr/bin/chromium", "headless": true, "timeoutMs": 15000,
          "viewport": { "width": 1440, "height": 900 }, "phone": { "width": 390, "height": 844 } }
        """;

    [Fact]
    public void Settings_OfThisRepository_AreBound()
    {
        var settings = BrowserSettings.Read();
        Assert.Equal(new BrowserSettings.Size(390, 844), settings.Phone);
        Assert.True(settings.TimeoutMs > 0);
    }

    [Theory]
    [InlineData("\"headless\"", "\"headles\"")]
    [InlineData("\"width\": 390", "\"widht\": 390")]
    [InlineData("\"timeoutMs\": 15000,", "")]
    [InlineData("\"chromium\"", "\"firefox\"")]
    public void Settings_WithAnUnknownOrMissingKey_AreRefused(string right, string wrong)
    {
        Assert.NotNull(BrowserSettings.Parse(Good));
        Assert.Throws<JsonException>(() => BrowserSettings.Parse(Good.Replace(right, wrong, StringComparison.Ordinal)));
    }
}
