using Billing.Metering;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>What an environment uses in a UTC hour is rounded once, whatever comes when (KS-8).</summary>
public sealed class EnvironmentHourTests
{
    private const string KernStack = "kernstack";
    private const long Gib = 1L << 30;

    [Fact]
    public async Task Charge_TenThousandTinyCallsOfAnHour_CostWhatTheirSumDoes()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("100", KernStack);
        // 10,240 bytes are 9 x 10 / 2^20 credits: 0.0000858.. each, 0.858.. together.
        var calls = Enumerable.Range(0, 10_000).Select(_ => ledger.Event("duration", null, null, "api", (Measure.Bytes, 10_240))).ToArray();

        foreach (var batch in calls.Chunk(1_000)) await ledger.Ingest(account, batch);

        Assert.Equal("99", ledger.BalanceOf(account));
        Assert.Equal(["api 10000", "-1"], [$"api {UsageRows(ledger)}", .. ledger.Entries().Skip(1).Select(e => new Amount(e.Entry.Amount, new("credits")).ToDecimalText())]);
    }

    [Fact]
    public async Task Charge_ExampleMixInOneHour_Is1901AsOneSum()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("5000", KernStack);
        await ledger.Ingest(
            account,
            ledger.Event("duration", null, null, "api", (Measure.Bytes, Gib * 138 / 10)),
            ledger.Event("custom_inference", null, null, "api", (Measure.RamMib, 1024), (Measure.Seconds, 20_000)),
            ledger.Event("duration", null, null, "api", (Measure.GibHours, 14_400)),
            ledger.Event("duration", null, null, "api", (Measure.RamMib, 2048), (Measure.Seconds, 50_000)));

        Assert.Equal(
            """
            no | type    | grant |       amount |        after | occurred             | recorded
             1 | topup   |     1 |         5000 |         5000 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             2 | consume |     1 |         -125 |         4875 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             3 | consume |     1 |         -200 |         4675 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             4 | consume |     1 |         -576 |         4099 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             5 | consume |     1 |        -1000 |         3099 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z

            """,
            LedgerText.Of(ledger, account));
    }

    [Fact]
    public async Task Charge_OtherHourOrEnvironment_IsRoundedByItself()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("100", KernStack);
        var second = (Measure.Seconds, 10L);

        foreach (var (environment, minutes) in new[] { ("api", 0), ("api", 59), ("web", 59), ((string?)null, 59), ("api", 60) })
            await ledger.Charge(account, ledger.Event("duration", null, At(minutes), environment, (Measure.RamMib, 1024), second));

        // 0.1 credits each; 13:00 begins the next hour.
        Assert.Equal("96", ledger.BalanceOf(account));

        Instant At(int minutes)
        {
            var at = TestLedger.Start.Plus(TimeSpan.FromMinutes(minutes));
            ledger.Clock.MoveTo(at);
            return at;
        }
    }

    [Fact]
    public async Task Charge_LateEvent_GoesToItsOwnHour()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("100", KernStack);
        await ledger.Charge(account, Seconds(ledger, 30, TestLedger.Start));
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(3));

        var late = await ledger.Charge(account, Seconds(ledger, 60, TestLedger.Start.Plus(TimeSpan.FromMinutes(59))));
        var later = await ledger.Charge(account, Seconds(ledger, 20, TestLedger.Start.Plus(TimeSpan.FromMinutes(59))));
        var now = await ledger.Charge(account, Seconds(ledger, 1));

        // 0.3 + 0.6 fit the credit that was paid three days ago; 0.2 more begin another.
        Assert.Equal([0, 1, 1], new[] { late, later, now }.Select(receipt => receipt.Cost / Asset.UnitsPerWhole));
    }

    [Fact]
    public async Task Charge_RestartInTheMiddleOfTheHour_GoesOnFromTheSum()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("100", KernStack);
        await ledger.Charge(account, Seconds(ledger, 50));
        ledger.Restart();

        var within = await ledger.Charge(account, Seconds(ledger, 50));
        ledger.Restart();
        var beyond = await ledger.Charge(account, Seconds(ledger, 1));

        Assert.Equal([0, 1], new[] { within, beyond }.Select(receipt => receipt.Cost / Asset.UnitsPerWhole));
        Assert.Equal("98", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Charge_SameEventAgain_AddsNothingToTheSum()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("100", KernStack);
        var call = Seconds(ledger, 60);
        await ledger.Charge(account, call);
        var failed = Seconds(ledger, 100) with { Status = UsageStatus.Error };

        foreach (var again in new[] { call, failed, call }) await ledger.Charge(account, again);

        Assert.Equal(0, (await ledger.Charge(account, Seconds(ledger, 40))).Cost);
    }

    [Fact]
    public async Task Charge_RefusedForMoney_LeavesNoSumAndNoName()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.OpenAccount(book: KernStack);

        var refused = await ledger.Charge(account, Seconds(ledger, 60));
        using (var db = ledger.Reader.OpenContext()) Assert.Equal((0, 0), (db.Names.Count(), db.RunningSums.Count()));
        ledger.Grant(account, "10");
        var taken = await ledger.Charge(account, Seconds(ledger, 60));

        Assert.Equal("throttled", refused.Refusal?.Code);
        Assert.Equal(Asset.UnitsPerWhole, taken.Cost);
        Assert.Equal(["api 3/5"], Sums(ledger));
    }

    [Fact]
    public async Task Charge_RequestThatThrowsOrCommitThatFails_LeavesNoTrace()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("10", KernStack);
        var number = ledger.Writer.Find(account)!.Account;
        await ledger.Charge(account, Seconds(ledger, 50));

        var thrown = ledger.Writer.Run<int>(scope =>
        {
            scope.Meter(number, Seconds(ledger, 90));
            scope.Meter(number, Seconds(ledger, 90) with { Environment = "new" });
            throw new InvalidOperationException("a bug");
        }, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => thrown);
        ledger.Writer.BeforeCommit = () => throw new IOException("disk full");
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.Charge(account, Seconds(ledger, 90)));
        ledger.Writer.BeforeCommit = null;

        Assert.Equal(["api 1/2"], Sums(ledger));
        Assert.Equal(0, (await ledger.Charge(account, Seconds(ledger, 50))).Cost);
        ledger.Restart();
        Assert.Equal(["api 1/1"], Sums(ledger));
    }

    [Fact]
    public async Task Charge_FromManyCallersAtOnce_CostsTheRoundedSum()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.AccountWith("1000", KernStack);
        var calls = Enumerable.Range(0, 400).Select(i => Seconds(ledger, 1 + i % 7)).ToArray();

        var receipts = await Task.WhenAll(calls.Select(call => Task.Run(() => ledger.Charge(account, call))));

        var seconds = calls.Sum(call => call.Quantities[Measure.Seconds] / Measure.Seconds.Scale());
        Assert.Equal((seconds + 99) / 100, receipts.Sum(receipt => receipt.Cost) / Asset.UnitsPerWhole);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Charge_AnyOrderAndAnySplit_CostsTheSame(int seed)
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var random = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            var events = Enumerable.Range(0, random.Next(1, 12)).Select(_ => (Ram: random.NextInt64(1, 9_000), Seconds: random.NextInt64(1, 500), Bytes: random.NextInt64(0, 1 << 28))).ToList();
            var shuffled = events.OrderBy(_ => random.Next()).ToArray();
            // Seconds at one size may be cut anywhere: half the calls in two.
            var split = events.SelectMany(e => e.Seconds > 1 && random.Next(2) == 0 ? [(e.Ram, e.Seconds / 2, 0L), (e.Ram, e.Seconds - e.Seconds / 2, e.Bytes)] : new[] { e }).ToArray();

            var charged = new List<long>();
            foreach (var way in new[] { [.. events], shuffled, split })
            {
                var account = ledger.AccountWith("100000", KernStack);
                foreach (var part in way.Chunk(random.Next(1, 5)))
                    await ledger.Ingest(account, [.. part.Select(e => ledger.Event("duration", null, null, "api", (Measure.RamMib, e.Item1), (Measure.Seconds, e.Item2), (Measure.Bytes, e.Item3)))]);
                charged.Add(100_000 - ledger.Writer.Find(account)!.Balance / Asset.UnitsPerWhole);
            }

            Assert.True(charged.Distinct().Count() == 1, $"seed {seed}, round {round}: {string.Join(" / ", charged)}");
        }
    }

    private static UsageEvent Seconds(TestLedger ledger, long seconds, Instant? time = null) =>
        ledger.Event("duration", null, time, "api", (Measure.RamMib, 1024), (Measure.Seconds, seconds));

    private static long UsageRows(TestLedger ledger) => ledger.Writer.Position.LastUsage;

    private static IEnumerable<string> Sums(TestLedger ledger)
    {
        using var db = ledger.Reader.OpenContext();
        var names = db.Names.ToDictionary(name => name.Number, name => name.Text);
        return [.. db.RunningSums.Where(sum => sum.Kind == RunningSumKind.EnvironmentHour).AsEnumerable().Select(sum => $"{names[sum.Name]} {sum.Exact}")];
    }
}
