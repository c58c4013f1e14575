using System.Diagnostics;
using Billing.Metering;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Metering;

/// <summary>How fast the engine takes usage in process, durable and with everything on. The floor is far below the measured rate: it catches a look-up or a flush per event, not a slow machine.</summary>
public sealed class IngestRateTests(ITestOutputHelper output)
{
    private const int BatchSize = 1_000;
    private const int Floor = 4_000;

    [Theory]
    [InlineData(1, "kunavo")]
    [InlineData(4, "kunavo")]
    [InlineData(1, "kernstack")]
    [InlineData(1, "koyeb")]
    public async Task Ingest_BatchesOfAThousand_StaysFarAboveOneFlushPerEvent(int callers, string book)
    {
        using var ledger = new TestLedger();
        var accounts = Enumerable.Range(0, callers).Select(_ => book == "koyeb" ? ledger.OpenAccount(book: book) : ledger.AccountWith("1000000", book)).ToArray();
        var batches = LongRun.IsOn ? 250 : 40;
        await Send(0, 5);
        var events = Enumerable.Range(0, callers).Select(caller => Events(ledger, book, batches)).ToArray();

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(events.Select((mine, caller) => Task.Run(async () =>
        {
            foreach (var batch in mine) await ledger.Ingest(accounts[caller], batch);
        })));
        watch.Stop();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        var rate = callers * batches * BatchSize * 1_000L / Math.Max(1, watch.ElapsedMilliseconds);
        output.WriteLine($"{rate:N0} events/s: {callers} caller(s), {callers * batches * BatchSize:N0} events of {book}, {cpu.TotalMicroseconds / (callers * batches * BatchSize):N1} us of processor and {allocated / (callers * batches * BatchSize):N0} bytes of memory each, {new FileInfo(Path.Combine(ledger.Path, "billing.db")).Length:N0} bytes");
        Assert.True(rate > Floor, $"{rate} events/s");
        var restart = Stopwatch.StartNew();
        ledger.Restart();
        output.WriteLine($"restart with {ledger.Writer.Position.LastEntry:N0} entries: {restart.ElapsedMilliseconds} ms");

        async Task Send(int caller, int count)
        {
            foreach (var batch in Events(ledger, book, count)) await ledger.Ingest(accounts[caller], batch);
        }
    }

    private static UsageEvent[][] Events(TestLedger ledger, string book, int batches) =>
        [.. Enumerable.Range(0, batches).Select(_ => Enumerable.Range(0, BatchSize).Select(i => Of(ledger, book, i) with
        {
            Id = Guid.CreateVersion7().ToString(), LatencyMs = i, HttpStatus = 200, UserAgent = "sdk/1", Ip = "192.0.2.1",
        }).ToArray())];

    private static UsageEvent Of(TestLedger ledger, string book, int i) => book switch
    {
        "kernstack" => ledger.Event("duration", null, null, "api", (Measure.RamMib, 512), (Measure.Seconds, 1 + i % 3), (Measure.Bytes, 10_000 + i)),
        "koyeb" => ledger.Event("instance_second", "nano", null, null, (Measure.Seconds, 60 + i)),
        _ => ledger.Call(inputTokens: 100 + i, outputTokens: i, model: "claude-sonnet-4.5"),
    };
}
