using Billing.Service.Reads;
using BillingPortal.Portal.Pages.Transactions;
using BillingPortal.Portal.Parts;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

public sealed class TransactionsTests : PartsContext
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void Totals_ByBooking_ShowTheSumTheyMake()
    {
        var view = new LedgerView(Samples.Now, Samples.Usd("858.32"), Samples.Usd("350"), Samples.Usd("-795.94"), Samples.Usd("412.38"), 4, 12, [], null);

        var stats = Totals(view).FindAll(".stat");

        Assert.Equal(["$858.32", "+$350.00", "−$795.94", "$412.38"], stats.Select(stat => Visible(stat.QuerySelector(".value")!)));
        Assert.Equal("858.32 + 350.00 − 795.94", stats[3].QuerySelector(".note")!.TextContent);
    }

    [Fact]
    public void Totals_ByHappening_HaveNoOpeningAndNoBalance()
    {
        var stats = Totals(new LedgerView(Samples.Now, null, Samples.Usd("0"), Samples.Usd("-128.415585"), null, 4, 12, [], null)).FindAll(".stat");

        Assert.Equal(["–", "$0.00", "−$128.42", "–"], stats.Select(stat => Visible(stat.QuerySelector(".value")!)));
    }

    [Fact]
    public void Rows_Always_ShowAmountBalanceAfterAndNumbers()
    {
        var table = Table(null, Samples.Consume(312480), Samples.Hour(311462, 312479), Samples.TopUp(311461));
        var rows = table.FindAll("tbody tr");

        Assert.Equal(["21 Nov, 14:32:07", "21 Nov, 14:00–15:00", "21 Nov, 14:32:07"], rows.Select(row => row.QuerySelector(".left")!.TextContent));
        Assert.Equal(["−$0.018422", "−$1.90", "+$100.00"], rows.Select(row => Visible(row.QuerySelector(".amount")!)));
        Assert.Equal(["$412.38", "$412.38", "$412.40"], rows.Select(row => Visible(row.QuerySelector(".right")!)));
        Assert.Equal("#311,462–312,479", rows[1].QuerySelector(".num.muted")!.TextContent);
        Assert.Contains("credit", rows[2].QuerySelector(".amount")!.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void ACorrection_InTheList_ShowsItsReasonAndTheOperatorsNote()
    {
        var lead = Table(null, Samples.Correction(9)).Find("td.lead");

        Assert.Contains("Billed twice", lead.TextContent, StringComparison.Ordinal);
        Assert.Contains("1,902 calls of 19 Nov counted double. INC-207", lead.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Detail_OfAnOpenedEntry_ShowsExactAmountTimesCauseAndSeal()
    {
        var table = Table(11, Samples.TopUp(11));
        var facts = table.Find("tr.detail").TextContent;

        Assert.Contains("+$100.00000000", facts, StringComparison.Ordinal);
        Assert.Contains("$412.40000000", facts, StringComparison.Ordinal);
        Assert.Contains("Mara Kessler", facts, StringComparison.Ordinal);
        Assert.Contains("pay_019a", facts, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(Samples.TopUp(11).Hash), table.Find("tr.detail .mono[title]").GetAttribute("title"));
        Assert.Equal("true", table.Find("td.lead a").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Opening_AnEntry_KeepsTheRestOfTheAddress()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("billing/transactions?range=30d&type=topup&page=99");

        Assert.EndsWith("billing/transactions?range=30d&type=topup&page=99&entry=11", Table(null, Samples.TopUp(11)).Find("td.lead a").GetAttribute("href")!, StringComparison.Ordinal);
        Assert.EndsWith("billing/transactions?range=30d&type=topup&page=99", Table(11, Samples.TopUp(11)).Find("td.lead a").GetAttribute("href")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Detail_OfAnOpenedHour_LeadsToItsEntriesOneByOne() =>
        Assert.Equal("billing/transactions?from=2026-11-21&to=2026-11-21&each=1&page=21&entry=20", Table(20, Samples.Hour(11, 20)).Find("tr.detail .more a").GetAttribute("href"));

    private IRenderedComponent<LedgerTotals> Totals(LedgerView view) => Render<LedgerTotals>(p => p
        .Add(t => t.View, view).Add(t => t.ThisYear, 2026).Add(t => t.Range, DayRange.Read("this-month", null, null, Today, "7d")));

    private IRenderedComponent<LedgerTable> Table(long? open, params LedgerLine[] lines) => Render<LedgerTable>(p => p
        .Add(t => t.Lines, lines).Add(t => t.By, LedgerTime.Recorded).Add(t => t.Today, Today).Add(t => t.Chosen, open));
}
