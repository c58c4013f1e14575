using Billing.Metering;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

public sealed class ExactlyOnceTests
{
    [Fact]
    public async Task Ingest_SameEventFiftyTimesInParallel_IsChargedOnce()
    {
        using var ledger = new TestLedger();
        for (var round = 0; round < 40; round++)
        {
            var account = ledger.AccountWith("10");
            var call = ledger.Call();

            var receipts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => ledger.Charge(account, call))));

            Assert.Single(receipts, r => r.Outcome == UsageOutcome.Accepted);
            Assert.Equal(49, receipts.Count(r => r.Outcome == UsageOutcome.Duplicate));
            Assert.Single(receipts.Select(r => (r.Row, r.Cost, r.Uncovered)).Distinct());
            Assert.Equal("9", ledger.BalanceOf(account));
        }
    }

    [Fact]
    public async Task Ingest_SameEventTwiceInOneBatch_IsChargedOnce()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        var call = ledger.Call();

        var receipts = await ledger.Ingest(account, call, call);

        Assert.Equal([UsageOutcome.Accepted, UsageOutcome.Duplicate], receipts.Select(r => r.Outcome));
        Assert.Equal("9", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Ingest_DuplicateAfterRestart_AnswersTheFirstReceipt()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("0.4");
        var call = ledger.Call();
        var first = await ledger.Charge(account, call);

        ledger.Restart();
        var again = await ledger.Charge(account, call);

        Assert.Equal(first with { Outcome = UsageOutcome.Duplicate }, again);
        Assert.Equal(60_000_000, again.Uncovered);
    }

    [Fact]
    public async Task Ingest_DuplicateMonthsLater_IsStillKnownAndNotTooLate()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        var call = ledger.Call();
        var first = await ledger.Charge(account, call);
        ledger.Clock.MoveTo(ledger.Clock.Now.PlusDays(95));
        await ledger.Charge(account, ledger.Call());

        var again = await ledger.Charge(account, call);

        Assert.Equal(UsageOutcome.Duplicate, again.Outcome);
        Assert.Equal(first.Row, again.Row);
        Assert.Equal("8", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Ingest_SameIdOfAnotherSourceOrAccount_IsAnotherEvent()
    {
        using var ledger = new TestLedger();
        var (mine, theirs) = (ledger.AccountWith("10"), ledger.AccountWith("10"));
        var call = ledger.Call("shared");

        var receipts = new[]
        {
            await ledger.Charge(mine, call),
            await ledger.Charge(mine, call with { Source = "other" }),
            await ledger.Charge(theirs, call),
        };

        Assert.All(receipts, r => Assert.Equal(UsageOutcome.Accepted, r.Outcome));
        Assert.Equal(3, receipts.Select(r => r.Row).Distinct().Count());
    }

    public static TheoryData<string, Func<UsageEvent, UsageEvent>> Changes => new()
    {
        { "type", e => e with { Meter = "image" } },
        { "time", e => e with { Time = e.Time.Plus(TimeSpan.FromMicroseconds(1)) } },
        { "data.model", e => e with { Model = "gpt-5" } },
        { "data.model", e => e with { Model = null } },
        { "data.status", e => e with { Status = UsageStatus.Timeout } },
        { "data.http_status", e => e with { HttpStatus = 201 } },
        { "data.output_tokens", e => With(e, Measure.OutputTokens, 1) },
        { "data.resolution", e => e with { Resolution = "720p" } },
        { "data.upstream.amount", e => e with { UpstreamUnits = 5 } },
        { "data.latency_ms", e => e with { LatencyMs = 3 } },
        { "data.ip", e => e with { Ip = "192.0.2.1" } },
        { "data.user_agent", e => e with { UserAgent = "sdk/2" } },
        { "data.resource", e => e with { Resource = "a" } },
        { "data.service", e => e with { Service = "b" } },
        { "data.environment", e => e with { Environment = "staging" } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Ingest_SameIdOtherContent_IsAConflictThatNamesTheField(string field, Func<UsageEvent, UsageEvent> change)
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        var call = ledger.Call() with { HttpStatus = 200, LatencyMs = 2, UserAgent = "sdk/1" };
        await ledger.Charge(account, call);

        var receipt = await ledger.Charge(account, change(call));

        Assert.Equal(("event_id_conflict", field), (receipt.Refusal?.Code, receipt.Refusal?.Field));
        Assert.Equal("9", ledger.BalanceOf(account));
        Assert.NotEqual(UsageContent.Digest(call), UsageContent.Digest(change(call)));
    }

    [Fact]
    public async Task Ingest_HashesThatCollide_AreToldApartByTheRealIds()
    {
        // An index that proposes the first row for every hash: the worst a filter or a collision can do.
        using var ledger = new TestLedger(index: new EveryHash());
        var account = ledger.AccountWith("10");
        await ledger.Charge(account, ledger.Call());

        var receipts = await ledger.Ingest(account, ledger.Call(), ledger.Call());

        Assert.All(receipts, r => Assert.Equal(UsageOutcome.Accepted, r.Outcome));
        Assert.Equal("7", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Ingest_TooLateOrAhead_IsRefusedByName()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        var now = ledger.Clock.Now;

        var receipts = await ledger.Ingest(
            account,
            ledger.Call(time: now.PlusDays(-35)),
            ledger.Call(time: now.PlusDays(-35).Plus(TimeSpan.FromMicroseconds(-1))),
            ledger.Call(time: now.Plus(TimeSpan.FromMinutes(5))),
            ledger.Call(time: now.Plus(TimeSpan.FromMinutes(5) + TimeSpan.FromMicroseconds(1))));
        var imported = await ledger.Writer.Ingest(new(account, null, [ledger.Call(time: Instant.At(2023, 11, 16))], Imported: true), CancellationToken.None);

        Assert.Equal([null, "too_late", null, "time_in_future"], receipts.Select(r => r.Refusal?.Code));
        Assert.Equal(UsageOutcome.Accepted, imported[0].Outcome);
    }

    private static UsageEvent With(UsageEvent e, Measure measure, long count)
    {
        var quantities = e.Quantities;
        quantities[measure] = count;
        return e with { Quantities = quantities };
    }

    private sealed class EveryHash : IDuplicateIndex
    {
        public long Covers => 0;
        public IReadOnlyList<long> Candidates(long hash) => [1];
        public IEnumerable<long> Hashes() => Enumerable.Range(0, 200_000).Select(i => (long)i << 40);
    }
}
