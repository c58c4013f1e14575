using Billing.Credits;
using Billing.Metering;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Reads;

public sealed class RequestsReadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_ChargeOverTwoGrants_SaysWhoPaidAndWhatWasLeft(bool merged)
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.OpenAccount();
        var key = ledger.Keys.Add(account, "prod");
        ledger.Ledger.Grant(account, "0.75", GrantKind.Coupon);
        ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromHours(2)));
        ledger.Ledger.Grant(account, "5");
        await ledger.Ingest(account, key, [ledger.Ledger.Call(inputTokens: 50_000)]);
        var receipt = (await ledger.Ingest(account, key, [ledger.Ledger.Call()]))[0];
        await ledger.Ingest(account, key, [ledger.Ledger.Call()]);
        if (merged) ledger.Merge();

        var detail = await ledger.Requests.Find(account, receipt.Row, CancellationToken.None);

        Assert.NotNull(detail);
        Assert.Equal((Usd("1"), Usd("1")), (detail.Line.Cost, detail.Recomputed));
        Assert.Equal(Usd("1"), detail.Explanation.Charge);
        Assert.Equal("prod", detail.KeyName);
        Assert.Equal(
            [(4L, GrantKind.Coupon, Usd("0.5"), Usd("0")), (5L, GrantKind.Topup, Usd("0.5"), Usd("4.5"))],
            detail.Entries.Select(entry => (entry.Number, entry.GrantKind!.Value, entry.Amount, entry.GrantLeft)));
        Assert.Equal([3L, 6L], detail.Neighbours.Select(link => link.Number));
        var entries = ledger.EntriesOf(account);
        Assert.Equal(entries[2].Hash, detail.Neighbours[0].Hash);
        Assert.Equal(entries[4].Hash, detail.Entries[1].Hash);
    }

    [Fact]
    public async Task Find_EveryRequestOfARandomHistory_IsPaidByEntriesThatSumToItsCost()
    {
        using var ledger = new ViewsLedger();
        var history = new RandomHistory(7);
        await history.Live(ledger, 40);
        foreach (var account in history.Accounts)
        {
            foreach (var usage in ledger.UsageOf(account))
            {
                var detail = (await ledger.Requests.Find(account, usage.Row, CancellationToken.None))!;

                Assert.Equal(usage.Cost, detail.Entries.Sum(entry => entry.Amount.Units));
                Assert.Equal(usage.Cost + usage.Uncovered, detail.Recomputed.Units);
                Assert.All(detail.Entries, entry => Assert.Equal(
                    ledger.EntriesOf(account).Where(e => e.Entry.Grant == entry.Grant && e.Entry.Number <= entry.Number).Sum(e => e.Entry.Amount),
                    entry.GrantLeft.Units));
            }
        }
    }

    [Fact]
    public async Task Find_FailedCall_IsFreeAndHasNoEntries()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("1");
        var receipt = await ledger.Ledger.Charge(account, ledger.Ledger.Call(status: UsageStatus.Error));

        var detail = (await ledger.Requests.Find(account, receipt.Row, CancellationToken.None))!;

        Assert.Equal((Usd("0"), Usd("0")), (detail.Line.Cost, detail.Recomputed));
        Assert.NotNull(detail.Explanation.WhyNothing);
        Assert.Empty(detail.Entries);
        Assert.Empty(detail.Neighbours);
    }

    [Fact]
    public async Task Find_ForeignOrMissingRow_IsNull()
    {
        using var ledger = new ViewsLedger();
        var (mine, other) = (ledger.Ledger.AccountWith("1"), ledger.Ledger.AccountWith("1"));
        var receipt = await ledger.Ledger.Charge(other, ledger.Ledger.Call(inputTokens: 1_000));

        Assert.Null(await ledger.Requests.Find(mine, receipt.Row, CancellationToken.None));
        Assert.Null(await ledger.Requests.Find(mine, 999, CancellationToken.None));
        Assert.Null(await ledger.Requests.Find(mine, -1, CancellationToken.None));
        Assert.NotNull(await ledger.Requests.Find(other, receipt.Row, CancellationToken.None));
    }

    [Fact]
    public async Task Requests_OtherAccounts_AreNeverShown()
    {
        using var ledger = new ViewsLedger();
        var (mine, other) = (ledger.Ledger.AccountWith("5"), ledger.Ledger.AccountWith("5"));
        await ledger.Ledger.Charge(other, ledger.Ledger.Call(model: "gpt-5"));
        ledger.Merge();
        await ledger.Ledger.Charge(other, ledger.Ledger.Call(model: "gpt-5"));

        var view = await ledger.Requests.Read(mine, new(Period.MonthOf(TestLedger.Start), null, null, null, null), CancellationToken.None);

        Assert.Empty(view.Lines);
        Assert.Empty(view.Models);
        Assert.Equal(0, view.Total.Requests);
    }

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);
}
