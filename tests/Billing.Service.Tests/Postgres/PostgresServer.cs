using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Billing.Service.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of our own from the machine's binaries: an empty cluster in a folder that goes away, a free
/// loopback port, and the user <c>postgres</c> where the tests run as root, because the server refuses root.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string ServerUser = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("billing-postgres-").FullName;
    private readonly int _port = FreePort();
    private Process? _server;
    private int _databases;

    /// <summary>The newest installed version's programs, or null.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(v => Path.Combine(v, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private string Data => Path.Combine(_folder, "data");

    private static bool IsRoot => Environment.UserName == "root";

    public async Task InitializeAsync()
    {
        if (Programs is null)
        {
            if (PostgresFactAttribute.Skips) return;
            throw new InvalidOperationException("PostgreSQL is not installed (Debian: apt-get install postgresql), and in CI nothing is skipped.");
        }

        if (IsRoot) await Run("chown", ServerUser, _folder);
        await AsServerUser("initdb", "--pgdata", Data, "--username", ServerUser, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync");
        _server = Process.Start(Command("postgres", "-D", Data, "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"));
        await WaitUntilItAnswers();
    }

    /// <summary>A fresh, empty database; the answer is its connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionTo(ServerUser));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            // Not killed: only an orderly stop gives its shared memory back.
            if (!_server.HasExited) await AsServerUser("pg_ctl", "stop", "--pgdata", Data, "--mode", "immediate");
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = ServerUser, Database = database, Pooling = false }.ToString();

    private async Task WaitUntilItAnswers()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionTo(ServerUser));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (watch.Elapsed < TimeSpan.FromSeconds(60) && !_server!.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private static Task AsServerUser(string program, params string[] arguments) => Finish(Command(program, arguments));

    private static Task Run(string program, params string[] arguments) => Finish(Quiet(program, arguments));

    private static ProcessStartInfo Command(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return IsRoot
            ? Quiet("setpriv", [$"--reuid={ServerUser}", $"--regid={ServerUser}", "--init-groups", path, .. arguments])
            : Quiet(path, arguments);
    }

    // Neither program may inherit the test host's own streams: it waits for them to close.
    private static ProcessStartInfo Quiet(string program, string[] arguments) => new("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
    {
        WorkingDirectory = Path.GetTempPath(),
        UseShellExecute = false,
    };

    private static async Task Finish(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command.ArgumentList.Skip(2))} ended with {process.ExitCode}.");
    }

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "On PostgreSQL";
}
