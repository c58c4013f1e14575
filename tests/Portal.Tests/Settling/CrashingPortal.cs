using System.Diagnostics;
using System.Globalization;
using Billing.Service.Jobs;
using Billing.Service.Metering;

namespace Portal.Tests.Settling;

/// <summary>The process that crash tests kill: a portal with its sandbox, in which one flow is played to its end.</summary>
internal static class CrashingPortal
{
    /// <summary>Only counts its points.</summary>
    public const string Count = "count";

    /// <summary><c>dotnet Portal.Tests.dll FOLDER FLOW AT</c>: dies at a point such as <c>before-call:3</c>; at <c>count</c> it says how many there are.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is not [var folder, var flow, var at]) return 2;
        var scenario = FlowScenarios.Named(flow);
        var host = await SettlementHost.Start(scenario.Book, folder, settings: scenario.Settings);
        CrashPoints.Arm(at);
        await scenario.Play(host);
        await host.Quiet();
        await host.Get<OpenItemsJob>().RunNow(CancellationToken.None);
        foreach (var point in CrashPoints.All) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"passed {point} {CrashPoints.Passed(point)}"));
        await host.Stop();
        return 0;
    }

    /// <summary>Runs it and answers its exit code with what it said.</summary>
    public static async Task<(int Exit, string Said)> Run(string folder, string flow, string at, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashingPortal).Assembly.Location, folder, flow, at])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancel);
            var said = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, $"{said}\n{await error}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
