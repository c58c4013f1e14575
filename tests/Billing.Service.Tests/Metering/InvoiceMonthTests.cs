using Billing.Ledger;
using Billing.Metering;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>What a month's invoice will say, kept exactly while usage comes in (KO-2, KO-8).</summary>
public sealed class InvoiceMonthTests
{
    [Fact]
    public async Task Usage_OfAMonth_IsCountedByLineInThePricesUnit()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount(book: "koyeb");
        await ledger.Ingest(
            account,
            Instance(ledger, "nano", 1_000), Instance(ledger, "nano", 500), Instance(ledger, "micro", 7), Instance(ledger, "free", 9),
            Instance(ledger, "nano", 5) with { Status = UsageStatus.Error },
            ledger.Event("bandwidth", null, null, null, (Measure.Bytes, 1_500_000_000)));
        ledger.Restart();
        await ledger.Charge(account, Instance(ledger, "micro", 3));

        Assert.Equal(["bandwidth_gb 1.5 0", "free 9 0", "micro 10 2000", "nano 1500 150000"], await Month(ledger, account, TestLedger.Start));
        Assert.Equal(-152_000, ledger.Writer.Find(account)!.Balance);
        Assert.Empty(await Month(ledger, account, TestLedger.Start.PlusDays(30)));
    }

    [Fact]
    public async Task Usage_OfAMonthThatIsInvoiced_CountsToTheFirstThatIsNot()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount(book: "koyeb");
        var (march, april) = (Instant.At(2026, 3, 1), Instant.At(2026, 4, 1));
        var lastSecond = april.Plus(TimeSpan.FromSeconds(-1));
        await ledger.Charge(account, Instance(ledger, "nano", 100));
        ledger.Clock.MoveTo(april.PlusDays(2));

        await ledger.Charge(account, Instance(ledger, "nano", 3, lastSecond));
        ledger.Restart();
        await ledger.Charge(account, Instance(ledger, "nano", 4, march.PlusDays(9)));
        await ledger.Charge(account, Instance(ledger, "nano", 50, april));

        Assert.Equal(["nano 100 10000"], await Month(ledger, account, march));
        Assert.Equal(["nano 50 5000", "nano 7 700 late"], await Month(ledger, account, april));
        // The entries keep the instant that is true.
        Assert.Equal([lastSecond, march.PlusDays(9), april], ledger.Entries().Select(e => e.Entry).Where(e => e.Type == EntryType.Consume).Skip(1).Select(e => e.Occurred));
    }

    [Fact]
    public async Task Usage_AskedForByTheFlowThatMeters_HoldsWhatTheFlowHasAdded()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount(book: "koyeb");
        var number = ledger.Writer.Find(account)!.Account;
        await ledger.Charge(account, Instance(ledger, "nano", 100));

        var thrown = ledger.Writer.Run<int>(scope =>
        {
            scope.Meter(number, Instance(ledger, "nano", 11));
            scope.Meter(number, Instance(ledger, "small", 1));
            throw new InvalidOperationException(string.Join(", ", Text(scope.UsageOfMonth(number, scope.Now))));
        }, CancellationToken.None);

        Assert.Equal("nano 111 11100, small 1 400", (await Assert.ThrowsAsync<InvalidOperationException>(() => thrown)).Message);
        Assert.Equal(["nano 100 10000"], await Month(ledger, account, TestLedger.Start));
    }

    [Fact]
    public async Task Usage_OfAPrepaidBook_IsNotCounted()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        await ledger.Charge(account, ledger.Call());

        Assert.Empty(await Month(ledger, account, TestLedger.Start));
    }

    private static UsageEvent Instance(TestLedger ledger, string size, long seconds, Instant? time = null) =>
        ledger.Event("instance_second", size, time, null, (Measure.Seconds, seconds));

    private static Task<List<string>> Month(TestLedger ledger, AccountId account, Instant month) =>
        ledger.Writer.Run(scope => Text(scope.UsageOfMonth(scope.Find(account)!.Account, month)), CancellationToken.None);

    private static List<string> Text(IEnumerable<MonthUsage> usage) => [.. usage.Select(used => $"{used.Code} {used.Quantity.ToDecimalText(9)} {used.Booked}{(used.Late ? " late" : "")}")];
}
