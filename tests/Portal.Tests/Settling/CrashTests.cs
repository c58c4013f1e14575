using System.Globalization;
using Billing.Service.Audit;
using Billing.Service.Jobs;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Portal.Tests.Settling;

/// <summary>
/// The portal is killed before and after its commits and its calls of the provider, in each flow. After a restart the
/// provider's books and the ledger agree, and every payment that succeeded has its one grant (K2).
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int KilledDead = 137;
    private const int SampledOfAFlow = 2;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BILLINGPORTAL_LONG") == "1";

    /// <summary>One point to try again, such as <c>before-call:3</c>.</summary>
    private static readonly string? Only = Environment.GetEnvironmentVariable("BILLINGPORTAL_POINT");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static TheoryData<string> Flows => [.. FlowScenarios.Names];

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task Flow_KilledAroundACommitOrACall_AgreesWithTheProviderAfterTheRestart(string flow)
    {
        var points = await PointsOf(flow);
        Assert.NotEmpty(points);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        IReadOnlyList<string> tried = Only is not null ? [Only] : IsLong ? points : [.. points.OrderBy(_ => random.Next()).Take(SampledOfAFlow)];
        output.WriteLine($"{flow}: killed at {tried.Count} of {points.Count} points, seed {seed}: {string.Join(", ", tried)}");
        var wrong = new List<string>();
        foreach (var point in tried)
        {
            if (await KillAt(flow, point) is { } because) wrong.Add($"{flow} at {point}: {because}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    /// <summary>Plays the flow once and counts.</summary>
    private static async Task<IReadOnlyList<string>> PointsOf(string flow)
    {
        using var folder = new TemporaryFolder();
        using var patience = new CancellationTokenSource(Patience);
        var (exit, said) = await CrashingPortal.Run(folder.Path, flow, CrashingPortal.Count, patience.Token);
        Assert.True(exit == 0, $"{flow}: {said}");
        return
        [
            .. said.Split('\n').Select(line => line.Split(' ')).Where(words => words is ["passed", _, _])
                .SelectMany(words => Enumerable.Range(1, int.Parse(words[2], CultureInfo.InvariantCulture)).Select(n => string.Create(CultureInfo.InvariantCulture, $"{words[1]}:{n}"))),
        ];
    }

    /// <summary>What is wrong afterwards; null if nothing is.</summary>
    private static async Task<string?> KillAt(string flow, string point)
    {
        using var folder = new TemporaryFolder();
        using var patience = new CancellationTokenSource(Patience);
        var (exit, said) = await CrashingPortal.Run(folder.Path, flow, point, patience.Token);
        // How often a point is passed varies a little with the jobs in the background: the last ones may not come.
        return exit is KilledDead or 0 ? await DisagreementIn(folder.Path, flow) : said;
    }

    private static async Task<string?> DisagreementIn(string folder, string flow)
    {
        await using var host = await SettlementHost.Start(FlowScenarios.Named(flow).Book, folder, settings: FlowScenarios.Named(flow).Settings);
        await Recover(host);
        var match = await host.Get<Reconciliation>().Run(host.Get<BillingClock>().Now.PlusDays(-28), CancellationToken.None);
        var open = (await host.Payments()).Where(row => row.State is PaymentState.Created).Select(row => $"order {row.Id} for {row.Purpose} is still {row.State}");
        var broken = LedgerVerification.Run(host.BillingFile, Path.Combine(folder, "views.db")).Violations;
        string[] wrong = [.. match.Differences.Select(difference => $"{difference.Code} {difference.Subject}: {difference.Sentence}"), .. open, .. broken];
        return wrong is [] ? null : string.Join('\n', wrong);
    }

    /// <summary>What the jobs do within minutes, with the clock moved instead of waiting.</summary>
    private static async Task Recover(SettlementHost host)
    {
        // The flow may have moved time; only the provider's clock remembers.
        var clock = host.Get<BillingClock>();
        clock.MoveTo(clock.Now.Plus(host.Sandbox.ClockOffset - clock.Offset));
        for (var round = 0; round < 3; round++)
        {
            host.MoveTo(clock.Now.Plus(TimeSpan.FromMinutes(3)));
            await host.Get<CatchUpJob>().RunNow(CancellationToken.None);
            await host.Get<OpenItemsJob>().RunNow(CancellationToken.None);
            await host.Get<InboxJob>().RunNow(CancellationToken.None);
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("killed-").FullName;

        public void Dispose()
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
