using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Billing.Stripe.Tests.Node;

/// <summary>The official client for Node, installed beside the built tests, never beside their sources.</summary>
internal static class NodeClient
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Node");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<string?> Installed = new(Install);

    /// <summary>Why it can't be used here; null when it can.</summary>
    public static string? Missing => Installed.Value;

    /// <summary>Runs a file of tests against a sandbox; its exit code and all that it says.</summary>
    public static Task<(int Code, string Output)> TestAsync(string file, string sandbox) =>
        RunAsync("node", ["--test", file], ("SANDBOX", sandbox));

    private static string? Install()
    {
        try
        {
            if (VersionIn(Path.Combine(Folder, "node_modules", "stripe", "package.json")) == Wanted())
                return null;
            var (code, output) = RunAsync("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=20000"])
                .GetAwaiter().GetResult();
            return code == 0 ? null : $"npm could not install the official client: {output}";
        }
        catch (Win32Exception)
        {
            return "node and npm are not installed here";
        }
    }

    private static string Wanted() => (string)JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "package.json")))!["dependencies"]!["stripe"]!;

    private static string? VersionIn(string package) => File.Exists(package) ? (string?)JsonNode.Parse(File.ReadAllText(package))!["version"] : null;

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} did not end in {Patience}");
        }

        return (process.ExitCode, await output + await errors);
    }
}

/// <summary>Skips, and says why, where Node or its registry is missing; in CI that is a failure instead.</summary>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") is not "true" && NodeClient.Missing is { } reason)
            Skip = reason;
    }
}
