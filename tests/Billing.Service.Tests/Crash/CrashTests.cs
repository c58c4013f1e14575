using System.Globalization;
using Billing.Ledger;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Crash;

/// <summary>A process is killed while it imports; after a restart and the same import again, every row is billed exactly once.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly int Rows = LongRun.IsOn ? 1_000_000 : 30_000;
    private static readonly int Kills = LongRun.IsOn ? 50 : 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(CrashPoints.BeforeCommit, 1)]
    [InlineData(CrashPoints.BeforeCommit, 4)]
    [InlineData(CrashPoints.AfterCommit, 1)]
    [InlineData(CrashPoints.AfterCommit, 4)]
    public async Task Import_KilledAtANamedPoint_BillsEachRowOnceAfterTheRestart(string point, int hit)
    {
        const int rows = 5_000;
        using var folder = new TemporaryFolder();

        var acknowledged = await Killed(CrashingImport.Start(folder.Path, rows, crashAt: $"{point}:{hit}"));
        BilledAtLeast(folder.Path, acknowledged);
        await Finished(CrashingImport.Start(folder.Path, rows));

        BilledExactlyOnce(folder.Path, rows);
    }

    [Fact]
    public async Task Import_KilledAtRandomMoments_BillsEachRowOnceAfterTheRestart()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var (killed, acknowledged) = (0, 0);
        for (var i = 0; i < Kills; i++)
        {
            using var process = CrashingImport.Start(folder.Path, Rows, acknowledged);
            var heard = new Acknowledgements(process, acknowledged);
            // Counted from the first answer, so that the kill falls into the import on a slow machine too.
            Assert.True(heard.First.Wait(Patience), $"seed {seed}: no answer");
            await Task.Delay(random.Next(LongRun.IsOn ? 500 : 60));
            if (!process.HasExited) killed++;
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(Patience);
            acknowledged = heard.ToTheEnd();
            BilledAtLeast(folder.Path, acknowledged);
            if (acknowledged == Rows) break;
        }

        await Finished(CrashingImport.Start(folder.Path, Rows));

        output.WriteLine($"seed {seed}: killed {killed} times, the last time with {acknowledged:N0} of {Rows:N0} rows answered");
        Assert.True(killed > 0, $"seed {seed}: every import had ended before its kill");
        BilledExactlyOnce(folder.Path, Rows);
    }

    [Fact]
    public async Task Start_OnAFolderOfAnotherProcess_RefusesWithAClearLine()
    {
        using var ledger = new TestLedger();

        using var second = CrashingImport.Start(ledger.Path, 1);
        var error = await second.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await second.WaitForExitAsync().WaitAsync(Patience);

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains($"The data folder {ledger.Path} is in use by another BillingPortal process.", error, StringComparison.Ordinal);
    }

    private static async Task<int> Killed(System.Diagnostics.Process process)
    {
        using (process)
        {
            var said = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal(137, process.ExitCode);
            return said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).LastOrDefault();
        }
    }

    private static async Task Finished(System.Diagnostics.Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.True(process.ExitCode == 0, await error);
        }
    }

    private static void BilledAtLeast(string folder, int acknowledged)
    {
        using var ledger = new TestLedger(folder);
        var ids = Usage(ledger).Select(u => int.Parse(u.EventId, CultureInfo.InvariantCulture)).ToHashSet();
        Assert.Equal(acknowledged, Enumerable.Range(0, acknowledged).Count(ids.Contains));
    }

    private static void BilledExactlyOnce(string folder, int rows)
    {
        using var ledger = new TestLedger(folder);
        var usage = Usage(ledger);
        Assert.Equal(Enumerable.Range(0, rows), usage.Select(u => int.Parse(u.EventId, CultureInfo.InvariantCulture)).Order());
        Assert.Equal(Enumerable.Range(1, rows).Select(row => (long)row), usage.Select(u => u.Row));

        var consumed = ledger.Entries().Where(e => e.Entry.Type == EntryType.Consume).ToLookup(e => e.Entry.Cause);
        Assert.Equal(rows, usage.Count(u => u.Cost == -consumed[u.Row].Sum(e => e.Entry.Amount)));
        Assert.Equal(usage.Count(u => u.Cost > 0), consumed.Count);

        var hash = new byte[Chain.HashSize];
        long balance = 0;
        foreach (var (_, entry, content, stored) in ledger.Entries())
        {
            balance += entry.Amount;
            Chain.Append(entry, content, hash);
            Assert.Equal(balance, entry.BalanceAfter);
            Assert.Equal(stored, hash);
        }
    }

    private static List<StoredUsage> Usage(TestLedger ledger)
    {
        using var connection = ledger.Reader.OpenConnection();
        return [.. UsagePartitions.Of(connection).SelectMany(p => All(connection, p.Table))];
    }

    private static List<StoredUsage> All(SqliteConnection connection, string table)
    {
        var rows = new List<StoredUsage>();
        using var read = new Statement(connection, $"SELECT {UsageColumns.List} FROM {table} ORDER BY row");
        while (read.Step()) rows.Add(UsageColumns.Read(read));
        return rows;
    }

    /// <summary>Listens on a thread of its own, so that a busy thread pool cannot make the kill come late.</summary>
    private sealed class Acknowledgements
    {
        private readonly Thread _thread;
        private int _last;

        public Acknowledgements(System.Diagnostics.Process process, int last)
        {
            _last = last;
            _thread = new(() =>
            {
                while (process.StandardOutput.ReadLine() is { } line)
                {
                    _last = int.Parse(line, CultureInfo.InvariantCulture);
                    First.Set();
                }

                First.Set();
            });
            _thread.Start();
        }

        public ManualResetEventSlim First { get; } = new();

        /// <summary>The last row answered before the process ended.</summary>
        public int ToTheEnd()
        {
            Assert.True(_thread.Join(Patience));
            return _last;
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("crash-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
