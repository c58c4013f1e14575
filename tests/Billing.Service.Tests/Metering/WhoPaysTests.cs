using Billing.Accounting;
using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.Service.Audit;
using Billing.Service.Metering;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>What pays a charge: grants with the plan's discount, all or nothing, debt, a receivable.</summary>
public sealed class WhoPaysTests
{
    [Fact]
    public async Task Charge_OnAPlanWithDiscount_TakesIncludedAtListAndLessFromTopUps()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount(book: "modelstack");
        await SetPlan(ledger, account, "pro");
        ledger.Grant(account, "20");
        ledger.Grant(account, "500");
        ledger.Grant(account, "10", GrantKind.Included);

        var receipt = await ledger.Charge(account, Haiku(ledger, 11));

        Assert.Equal(
            """
            no | type    | grant |       amount |        after | occurred             | recorded
             1 | topup   |     1 |           20 |           20 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             2 | topup   |     2 |          500 |          520 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             3 | grant   |     3 |           10 |          530 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             4 | consume |     3 |          -10 |          520 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             5 | consume |     1 |          -20 |          500 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             6 | consume |     2 |          -55 |          445 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z

            """,
            LedgerText.Of(ledger, account));
        Assert.Equal((Credits(85), 0), (receipt.Cost, receipt.Uncovered));
    }

    [Theory]
    [InlineData(null, "90")]
    [InlineData("topup_only", "90")]
    [InlineData("starter", "91.5")]
    [InlineData("pro", "92.5")]
    [InlineData("max", "94")]
    public async Task Charge_ByPlan_TakesItsShareOfTheListPriceFromATopUp(string? plan, string left)
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("100", "modelstack");
        if (plan is not null) await SetPlan(ledger, account, plan);

        await ledger.Charge(account, Haiku(ledger, 1));
        ledger.Restart();

        Assert.Equal(left, ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Charge_DiscountedBeyondWhatIsThere_LeavesTheRestOfTheListPriceUncovered()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("3", "modelstack");
        await SetPlan(ledger, account, "max");

        var receipt = await ledger.Charge(account, Haiku(ledger, 1));

        // 3 credits pay 5 of the list price at 40 % off.
        Assert.Equal((Credits(3), Credits(5)), (receipt.Cost, receipt.Uncovered));
        Assert.Equal("0", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Charge_WholeOrNothing_IsPaidInFullOrRefused()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("119", "deployments");
        var twoHours = ledger.Event("instance_hour", "gpu-s", null, null, (Measure.Seconds, 3_601));

        var short1 = await ledger.Charge(account, twoHours);
        ledger.Grant(account, "1");
        var paid = await ledger.Charge(account, twoHours);

        Assert.Equal(("paused", 0L), (short1.Refusal?.Code, short1.Row));
        Assert.Equal((Credits(120), 0, "0"), (paid.Cost, paid.Uncovered, ledger.BalanceOf(account)));
        Assert.Equal([(1, -119), (2, -1)], ledger.Entries().Select(e => e.Entry).Where(e => e.Type == EntryType.Consume).Select(e => (e.Grant, e.Amount / Asset.UnitsPerWhole)));
    }

    [Fact]
    public async Task Charge_WhereTheRestIsOwed_GoesBelowZeroOnce()
    {
        using var folder = new Folder();
        using var views = new ViewsLedger(new TestLedger(books: OwnBook.Beside(folder.Path, "kunavo", book =>
        {
            book["id"] = "owing";
            book["wallet"]!["uncovered"] = "debt";
        })));
        var ledger = views.Ledger;
        var account = ledger.AccountWith("0.4", "owing");

        var owed = await ledger.Charge(account, ledger.Call());
        var refused = await ledger.Charge(account, ledger.Call());
        ledger.Grant(account, "2", GrantKind.Coupon);
        var after = await ledger.Charge(account, ledger.Call());

        Assert.Equal(
            """
            no | type    | grant |       amount |        after | occurred             | recorded
             1 | topup   |     1 |          0.4 |          0.4 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             2 | consume |     1 |         -0.4 |            0 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             3 | debt    |     0 |         -0.6 |         -0.6 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             4 | grant   |     2 |            2 |          1.4 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             5 | consume |     2 |           -1 |          0.4 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z

            """,
            LedgerText.Of(ledger, account));
        Assert.Equal((Asset.UnitsPerWhole, 0L, "insufficient_quota"), (owed.Cost, owed.Uncovered, refused.Refusal?.Code));
        Assert.Equal(Asset.UnitsPerWhole, after.Cost);
        Assert.Equal(CounterAccount.UsageRevenue, CounterAccounts.Of(EntryType.Debt, null, CauseKind.Usage));
        Assert.Equal(40_000_000, ledger.Writer.Find(account)!.AvailableAt(TestLedger.Start));
        views.Merge();
        var detail = await views.Requests.Find(account, owed.Row, CancellationToken.None);
        Assert.Equal([2L, 3L], detail!.Entries.Select(paid => paid.Number));
        // The test's grant of kind topup has no payment; nothing else is wrong.
        Assert.DoesNotContain(LedgerVerification.Run(views.BillingPath, views.ViewsPath).Violations, sentence => !sentence.Contains("without a payment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, 10, 0, 5)]
    [InlineData(8, 8, 2, 5)]
    [InlineData(8, 8, 7, 0, 50)]
    public async Task Charge_OwedInAnEnvironmentWithALimit_IsNeverOwedBeyondIt(int pool, int taken, int debt, int uncovered, int limit = 10)
    {
        using var folder = new Folder();
        using var ledger = new TestLedger(books: OwnBook.Beside(folder.Path, "kernstack", book =>
        {
            book["id"] = "owing";
            book["plans"]![0]!.AsObject().Remove("starter");
            book["wallet"]!["uncovered"] = "debt";
        }));
        var account = ledger.OpenAccount(book: "owing");
        ledger.Grant(account, $"{pool}");
        await ledger.Writer.Run(scope =>
        {
            scope.SetLimit(scope.Find(account)!.Account, "api", Credits(limit));
            return 0;
        }, CancellationToken.None);

        var receipt = await ledger.Charge(account, ledger.Event("duration", null, null, "api", (Measure.RamMib, 1024), (Measure.Seconds, 1_500)));

        Assert.Equal((Credits(taken + debt), Credits(uncovered), Credits(pool - taken - debt)), (receipt.Cost, receipt.Uncovered, receipt.BalanceAfter));
        Assert.Equal(Credits(-debt), ledger.Entries().Select(e => e.Entry).Where(e => e.Type == EntryType.Debt).Sum(e => e.Amount));
    }

    [Fact]
    public async Task Charge_Postpaid_GoesOnAReceivable()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount(book: "koyeb");

        await ledger.Charge(account, ledger.Event("instance_second", "small", null, null, (Measure.Seconds, 3_600)));
        await ledger.Charge(account, ledger.Event("instance_second", "free", null, null, (Measure.Seconds, 3_600)));

        Assert.Equal(
            """
            no | type    | grant |       amount |        after | occurred             | recorded
             1 | consume |     0 |      -0.0144 |      -0.0144 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z

            """,
            LedgerText.Of(ledger, account));
    }

    internal static Task<int> SetPlan(TestLedger ledger, AccountId account, string plan) => ledger.Writer.Run(scope =>
    {
        scope.SetPlan(scope.Find(account)!.Account, plan);
        var number = scope.Find(account)!.Account;
        var row = scope.Db.Subscriptions.Find(number)!;
        (row.Plan, row.PeriodStart, row.PeriodEnd, row.MonthsGranted) = (plan, TestLedger.Start.PlusDays(-9), TestLedger.Start.PlusDays(22), 1);
        return number;
    }, CancellationToken.None);

    /// <summary>Millions of input tokens at 10 credits each.</summary>
    private static UsageEvent Haiku(TestLedger ledger, int millions) =>
        ledger.Event("model_tokens", "claude-haiku-4.5", null, null, (Measure.InputTokens, millions * 1_000_000L));

    private static long Credits(long whole) => whole * Asset.UnitsPerWhole;
}
