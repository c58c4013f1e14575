using Billing.Ledger;
using Billing.Metering;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Reads;

/// <summary>Overview, Requests, Transactions and the raw rows say the same for any range and filter, merged or not.</summary>
public sealed class OneTruthTests
{
    private const int Steps = 60, Ranges = 12;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Reads_RandomHistoryAndRanges_AgreeWithTheRawRows(int seed)
    {
        using var ledger = new ViewsLedger();
        var history = new RandomHistory(seed);
        await history.Live(ledger, Steps);
        foreach (var account in history.Accounts)
        {
            var oracle = new Oracle(ledger, account);
            for (var i = 0; i < Ranges; i++)
            {
                var range = history.Range(ledger.Clock.Now);
                await OverviewAgrees(ledger, oracle, account, range);
                await RequestsAgree(ledger, oracle, account, range, null, null, null);
                await RequestsAgree(
                    ledger, oracle, account, range, history.Pick(["claude-opus-4.6", "text-to-image", null]),
                    history.Pick([UsageStatus.Success, UsageStatus.Error, (UsageStatus?)null]), history.Pick([null, .. history.Keys[account].Select(key => (Guid?)key)]));
                await LedgerAgrees(ledger, oracle, account, range, history.Pick([null, EntryType.Consume, EntryType.Topup, EntryType.Grant, (EntryType?)null]));
            }
        }
    }

    private static async Task OverviewAgrees(ViewsLedger ledger, Oracle oracle, AccountId account, Period range)
    {
        var view = await ledger.Overview.Read(account, range, CancellationToken.None);
        var rows = oracle.Of(range).ToList();
        Assert.Equal(rows.Sum(row => row.Cost), view.Spend.Cost.Units);
        Assert.Equal(rows.Sum(row => row.Uncovered), view.Spend.Uncovered.Units);
        Assert.Equal((rows.Count, Oracle.Failed(rows)), (view.Spend.Requests, view.Spend.Failed));
        Assert.Equal(rows.Sum(row => row.Quantities[Measure.InputTokens]), view.Spend.InputTokens);
        Assert.Equal(rows.Sum(row => row.Quantities[Measure.OutputTokens]), view.Spend.OutputTokens);
        Assert.Equal(rows.Sum(row => row.Quantities[Measure.CachedTokens]), view.Spend.CachedTokens);
        Assert.Equal(
            rows.GroupBy(oracle.Label).Select(g => (g.Key, g.Sum(row => row.Cost), g.LongCount())).Order(),
            view.Models.Select(m => (m.Model, m.Cost.Units, m.Requests)).Order());
        Assert.Equal(view.Models.Select(m => m.Cost.Units).OrderDescending(), view.Models.Select(m => m.Cost.Units));
        Assert.Equal(
            rows.GroupBy(row => (row.Occurred.Day, oracle.Label(row))).Select(g => (g.Key.Day, g.Key.Item2, g.Sum(row => row.Cost))).Order(),
            view.Days.Select(d => (d.Day, d.Model, d.Cost.Units)).Order());
        Assert.Equal(oracle.Entries.LastOrDefault().Entry.BalanceAfter, view.Balance.Units);
        Assert.Equal(
            oracle.Entries.GroupBy(e => e.Entry.Grant).Select(g => (g.Key, g.Sum(e => e.Entry.Amount))).Where(g => g.Item2 > 0).Order(),
            view.Grants.Select(g => (g.Number, g.Remaining.Units)).Order());
        Assert.Equal(oracle.Entries.TakeLast(5).Reverse().Select(e => e.Entry.Number), view.LastEntries.Select(line => line.Number));
        MonthAgrees(view, oracle);
    }

    private static void MonthAgrees(OverviewView view, Oracle oracle)
    {
        var now = view.AsOf;
        var first = new DateOnly(now.Day.Year, now.Day.Month, 1);
        Instant start = Instant.At(first), before = Instant.At(first.AddMonths(-1)), end = Instant.At(first.AddMonths(1));
        var spent = oracle.CostBetween(start, end);
        Assert.Equal(spent, view.Month.Spent.Units);
        var same = Math.Min(before.Micros + now.Micros - start.Micros, start.Micros);
        Assert.Equal(oracle.CostBetween(before, new(same)), view.Month.SameDaysBefore.Units);
        Assert.Equal(
            now.Micros - start.Micros < 86_400_000_000 ? null : Oracle.Projected(spent, now.Micros - start.Micros, end.Micros - start.Micros),
            view.Month.Projected?.Units);
        Assert.All(view.Month.Days.Concat(view.Month.DaysBefore), day => Assert.Equal(oracle.CostOfDay(day.Day), day.Cost.Units));
        Assert.Equal((now.Day.Day, DateTime.DaysInMonth(before.Day.Year, before.Day.Month)), (view.Month.Days.Count, view.Month.DaysBefore.Count));
        var pace = oracle.Pace(now, view.Balance.Units);
        Assert.Equal(pace?.PerDay, view.Runway.PerDay?.Units);
        Assert.Equal(pace?.EmptyAt, view.Runway.EmptyAt);
    }

    private static async Task RequestsAgree(ViewsLedger ledger, Oracle oracle, AccountId account, Period range, string? model, UsageStatus? status, Guid? key)
    {
        var expected = oracle.Of(range)
            .Where(row => (model is null || oracle.Label(row) == model) && (status is null || row.Status == status) && (key is null || oracle.Key(row) == key))
            .OrderByDescending(row => row.Occurred).ThenByDescending(row => row.Row).ToList();
        var lines = new List<RequestLine>();
        RequestsView view;
        RequestsPosition? place = null;
        do
        {
            view = await ledger.Requests.Read(account, new(range, model, status, key, place, 17), CancellationToken.None);
            Assert.True(view.Lines.Count <= 17);
            lines.AddRange(view.Lines);
            place = view.Next;
        }
        while (place is not null);
        Assert.Equal(expected.Select(row => (row.Row, row.Occurred, row.Cost, row.Uncovered)), lines.Select(line => (line.Row, line.Time, line.Cost.Units, line.Uncovered.Units)));
        Assert.Equal(expected.Sum(row => row.Cost), view.Total.Cost.Units);
        Assert.Equal((expected.Count, Oracle.Failed(expected)), (view.Total.Requests, view.Total.Failed));
        Assert.Equal(oracle.Of(range).Select(oracle.Label).Distinct().Order(StringComparer.Ordinal), view.Models);
    }

    private static async Task LedgerAgrees(ViewsLedger ledger, Oracle oracle, AccountId account, Period range, EntryType? type)
    {
        foreach (var by in Enum.GetValues<LedgerTime>())
        {
            var expected = oracle.Entries.Where(stored => type is null || stored.Entry.Type == type).Where(stored =>
            {
                var at = by == LedgerTime.Recorded ? stored.Entry.Recorded : stored.Entry.Occurred;
                return at >= range.Start && at.Micros < Oracle.RoundUp(range.End.Micros);
            }).ToList();
            foreach (var each in new[] { true, false })
            {
                var (view, lines) = await AllPages(ledger, account, new(range, type, by, each, null, 7));
                Assert.Equal(expected.Where(e => e.Entry.Amount > 0).Sum(e => e.Entry.Amount), view.In.Units);
                Assert.Equal(expected.Where(e => e.Entry.Amount < 0).Sum(e => e.Entry.Amount), view.Out.Units);
                Assert.Equal(expected.Count, view.Entries);
                Assert.Equal(expected.Count, lines.Sum(line => line.Count));
                Assert.Equal(view.In + view.Out, lines.Aggregate(Amount.Zero(Asset.Usd), (sum, line) => sum + line.Amount));
                if (each) Assert.Equal(expected.Select(e => e.Entry.Number).Reverse(), lines.Select(line => line.Number));
                if (by == LedgerTime.Recorded && type is null) AddsUp(view, lines);
                if (by == LedgerTime.Occurred && type == EntryType.Consume) Assert.Equal(oracle.Of(range).Sum(row => row.Cost), -view.Out.Units);
            }
        }
    }

    private static void AddsUp(LedgerView view, List<LedgerLine> lines)
    {
        Assert.Equal(view.Closing, view.Opening + view.In + view.Out);
        var balance = view.Closing!.Value;
        foreach (var line in lines)
        {
            Assert.Equal(balance, line.BalanceAfter);
            balance -= line.Amount;
        }

        Assert.Equal(view.Opening, balance);
    }

    private static async Task<(LedgerView View, List<LedgerLine> Lines)> AllPages(ViewsLedger ledger, AccountId account, LedgerQuery query)
    {
        var lines = new List<LedgerLine>();
        LedgerView view;
        do
        {
            view = await ledger.Transactions.Read(account, query, CancellationToken.None);
            Assert.True(view.Lines.Count <= query.Limit);
            lines.AddRange(view.Lines);
            query = query with { Before = view.Next };
        }
        while (view.Next is not null);
        return (view, lines);
    }
}
