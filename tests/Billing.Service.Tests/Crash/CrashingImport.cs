using System.Diagnostics;
using System.Globalization;
using Billing.Metering;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Crash;

/// <summary>The process that crash tests kill: imports numbered rows into a ledger and says how far it has been answered.</summary>
internal static class CrashingImport
{
    private const int BatchSize = 250;
    private static readonly AccountId Account = new(new Guid("01890000-0000-7000-8000-000000000001"));

    /// <summary><c>dotnet Billing.Service.Tests.dll FOLDER FROM ROWS</c>: the rows from one on, as a client resends what was not answered.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is not [var folder, var from, var rows]) return 2;
        using var ledger = new TestLedger(folder);
        await Prepare(ledger);
        var count = int.Parse(rows, CultureInfo.InvariantCulture);
        var inFlight = new Queue<(int Last, Task<IReadOnlyList<UsageReceipt>> Receipts)>();
        for (var first = int.Parse(from, CultureInfo.InvariantCulture); first < count; first += BatchSize)
        {
            var batch = Enumerable.Range(first, Math.Min(BatchSize, count - first)).Select(Row).ToArray();
            inFlight.Enqueue((first + batch.Length, ledger.Writer.Ingest(new(Account, null, batch, Imported: true), CancellationToken.None)));
            if (inFlight.Count == 8) await Acknowledge(inFlight.Dequeue());
        }

        while (inFlight.Count > 0) await Acknowledge(inFlight.Dequeue());
        return 0;
    }

    /// <summary>Row <paramref name="number"/>, always the same: one in fifty failed, the rest cost about a cent.</summary>
    public static UsageEvent Row(int number)
    {
        var quantities = new Quantities();
        quantities[Measure.InputTokens] = 100 + number % 5_000;
        quantities[Measure.OutputTokens] = number % 700;
        return new UsageEvent
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Source = "sha256:crash",
            Meter = "chat",
            Model = "claude-sonnet-4.5",
            Time = TestLedger.Start.Plus(TimeSpan.FromMilliseconds(-number)),
            Status = number % 50 == 0 ? UsageStatus.Error : UsageStatus.Success,
            Quantities = quantities,
        };
    }

    public static Process Start(string folder, int rows, int from = 0, string? crashAt = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CrashingImport).Assembly.Location, folder, from.ToString(CultureInfo.InvariantCulture), rows.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (crashAt is not null) start.Environment[CrashPoints.Variable] = crashAt;
        return Process.Start(start)!;
    }

    private static async Task Acknowledge((int Last, Task<IReadOnlyList<UsageReceipt>> Receipts) batch)
    {
        var receipts = await batch.Receipts;
        if (receipts.FirstOrDefault(r => r.Outcome == UsageOutcome.Refused) is { Refusal: { } refusal }) throw new InvalidOperationException(refusal.Message);
        Console.WriteLine(batch.Last);
    }

    private static async Task Prepare(TestLedger ledger)
    {
        if (ledger.Writer.Find(Account) is null)
            await ledger.Writer.Run(scope => scope.OpenAccount(Account, "Crash", TestLedger.Book), CancellationToken.None);
        if (ledger.Writer.Find(Account)!.LastNumber == 0) ledger.Grant(Account, "1000000");
    }
}
