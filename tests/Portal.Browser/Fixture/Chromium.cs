using System.Diagnostics;

namespace Portal.Browser.Fixture;

/// <summary>Finds the machine's own Chromium; Playwright's download is not used.</summary>
public static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Quiet, headless and without calls home.</summary>
    public static IReadOnlyList<string> Flags =>
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--disable-features=OptimizationHints,MediaRouter,Translate", "--disable-dev-shm-usage",
    ];

    public static async Task<string> Find(BrowserSettings settings)
    {
        if (Installed(settings) is { } found) return found;
        if (Environment.GetEnvironmentVariable("CI") is "true" && Environment.UserName == "root")
        {
            await Run("apt-get", "update", "-q");
            await Run("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-liberation");
        }

        return Installed(settings) ?? throw new InvalidOperationException(
            $"No Chromium: nothing at {settings.Executable} and none of {string.Join(", ", Names)} on the PATH. Install it (Debian: apt-get install chromium) or name it in playwright.config.json.");
    }

    private static string? Installed(BrowserSettings settings) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(_ => Names, Path.Combine)
        .Prepend(settings.Executable)
        .FirstOrDefault(File.Exists);

    private static async Task Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
