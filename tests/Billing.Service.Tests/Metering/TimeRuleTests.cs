using Billing.Credits;
using Billing.Metering;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>Price version, hour and month follow the instant it occurred; which grants pay, the instant it was recorded.</summary>
public sealed class TimeRuleTests
{
    [Fact]
    public async Task Charge_LateEvent_NeverReopensAGrantThatExpiredMeanwhile()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount(book: "modelstack");
        ledger.Grant(account, "100", GrantKind.Included, expires: TestLedger.Start.PlusDays(1));
        ledger.Grant(account, "100");
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(2));

        await ledger.Charge(account, ledger.Event("model_tokens", "claude-haiku-4.5", TestLedger.Start, null, (Measure.InputTokens, 1_000_000)));

        Assert.Equal(
            """
            no | type    | grant |       amount |        after | occurred             | recorded
             1 | grant   |     1 |          100 |          100 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             2 | topup   |     2 |          100 |          200 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             3 | expire  |     1 |         -100 |          100 | 2026-03-11T12:00:00Z | 2026-03-12T12:00:00Z
             4 | consume |     2 |          -10 |           90 | 2026-03-10T12:00:00Z | 2026-03-12T12:00:00Z

            """,
            LedgerText.Of(ledger, account));
    }

    [Fact]
    public async Task Charge_EventFromBeforeAGrant_IsPaidByIt()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount(book: "modelstack");
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(2));
        ledger.Grant(account, "10", GrantKind.Included, expires: TestLedger.Start.PlusDays(3));

        var receipt = await ledger.Charge(account, ledger.Event("model_tokens", "claude-haiku-4.5", TestLedger.Start, null, (Measure.InputTokens, 1_000_000)));

        Assert.Equal((10 * Asset.UnitsPerWhole, "0"), (receipt.Cost, ledger.BalanceOf(account)));
    }

    [Fact]
    public async Task Charge_LateEventAcrossANewVersion_CostsWhatItDidAndIsPaidAsItIsNow()
    {
        using var folder = new Folder();
        var from = TestLedger.Start.PlusDays(1);
        using var ledger = new TestLedger(books: OwnBook.Beside(
            folder.Path, "kernstack",
            book =>
            {
                book["id"] = "changing";
                book["version"] = 1;
                book["plans"]![0]!.AsObject().Remove("starter");
            },
            book =>
            {
                book["id"] = "changing";
                book["plans"]![0]!.AsObject().Remove("starter");
                book["version"] = 2;
                book["effective_from"] = from.ToString();
                book["meters"]![0]!["lines"]![0]!["prices"]!["gib_second"] = "0.02";
                book["wallet"]!["at_zero"] = "refuse_402";
            }));
        var account = ledger.AccountWith("10", "changing");
        ledger.Clock.MoveTo(from.Plus(TimeSpan.FromMinutes(5)));

        var old = await ledger.Charge(account, Seconds(from.Plus(TimeSpan.FromSeconds(-1)), 200));
        var current = await ledger.Charge(account, Seconds(from, 200));
        var rest = await ledger.Charge(account, Seconds(from.Plus(TimeSpan.FromSeconds(-1)), 1_000));
        var refused = await ledger.Charge(account, Seconds(from.Plus(TimeSpan.FromSeconds(-1)), 100));

        Assert.Equal([2, 4, 4], new[] { old, current, rest }.Select(receipt => receipt.Cost / Asset.UnitsPerWhole));
        Assert.Equal((6 * Asset.UnitsPerWhole, "insufficient_quota"), (rest.Uncovered, refused.Refusal?.Code));

        UsageEvent Seconds(Instant time, long seconds) => ledger.Event("duration", null, time, "api", (Measure.RamMib, 1024), (Measure.Seconds, seconds));
    }
}
