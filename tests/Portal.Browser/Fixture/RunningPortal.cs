using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Browser.Fixture;

/// <summary>The real portal as a process of its own: the built program, its demo data in a folder that goes away, a free loopback port.</summary>
public sealed partial class RunningPortal : IAsyncDisposable
{
    /// <summary>Where its clock starts, whatever the day of the test: the shipped price books' codes end, and their samples keep their dates.</summary>
    private const string StartsAt = "2026-10-21T14:32:00Z";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly string _folder;
    private readonly StringBuilder _output = new();
    private readonly ConcurrentDictionary<string, byte> _farEnds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _watch = Task.CompletedTask;

    private RunningPortal(Process process, string folder, Uri address)
    {
        _process = process;
        _folder = folder;
        Address = address;
    }

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    /// <summary>Databases and the mail pickup.</summary>
    public string DataFolder => _folder;

    /// <summary>Every far end outside this machine that a look ten times a second has seen since the start.</summary>
    public IReadOnlyCollection<string> FarEndsSeen => [.. _farEnds.Keys];

    /// <summary>Where its payment provider listens, as it said when it started.</summary>
    public Uri Sandbox => new(SandboxLine().Match(Output).Groups[1].Value);

    /// <summary>Its last words where it should still be running; empty while it does.</summary>
    public string LastWords => _process.HasExited ? $"The portal ended with {_process.ExitCode}. It printed:\n{Output}" : "";

    /// <summary>Everything it has printed so far.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    public static async Task<RunningPortal> Start()
    {
        var folder = Directory.CreateTempSubdirectory("billing-portal-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Program(), $"--Portal:Url={address.GetLeftPart(UriPartial.Authority)}", $"--Portal:DataFolder={folder}", $"--Portal:StartsAt={StartsAt}"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_URLS");
        var portal = new RunningPortal(Process.Start(start)!, folder, address);
        portal.Listen();
        portal._watch = portal.WatchSockets();
        try
        {
            await portal.WaitUntilReady();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Keep(string? line)
        {
            lock (_output) _output.AppendLine(line);
        }
    }

    private async Task WatchSockets()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!_stop.IsCancellationRequested && !_process.HasExited)
        {
            try
            {
                foreach (var end in Sockets.FarEnds(_process.Id)) _farEnds.TryAdd(end.ToString(), 0);
                await timer.WaitForNextTickAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException)
            {
                // Stopped, or a socket or the process went away while it was being read.
            }
        }
    }

    private async Task WaitUntilReady()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var watch = Stopwatch.StartNew();
        while (!await IsReady(http))
        {
            if (_process.HasExited || watch.Elapsed > Patience)
            {
                var end = _process.HasExited ? $"ended with {_process.ExitCode}" : $"was not ready after {Patience.TotalSeconds:0} s";
                throw new InvalidOperationException($"The portal {end}. It printed:\n{Output}");
            }

            await Task.Delay(50);
        }
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/readyz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The portal's own output, where its static files are described; the copy beside the tests has none.</summary>
    private static string Program()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "BillingPortal", here.Name, "BillingPortal.dll");
    }

    [GeneratedRegex(@"Stripe sandbox\s+(http://\S+)")]
    private static partial Regex SandboxLine();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
