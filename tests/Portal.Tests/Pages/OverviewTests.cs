using Billing.Credits;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Pages.Overview;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Parts.Charts;
using Bunit;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

public sealed class OverviewTests : PartsContext
{
    [Fact]
    public void Sentence_OfAnOrdinaryMonth_SaysWhereItEndsAndHowLongTheBalanceLasts() =>
        Assert.Equal("At this pace you spend $87 by 30 Nov. The balance lasts until Tue 1 Dec.", Sentence(Samples.Overview()));

    [Fact]
    public void Sentence_OfABalanceForGenerations_NamesNoDay() =>
        Assert.EndsWith("The balance lasts more than ten years.", Sentence(Samples.Overview("12345678.9", runway: new(Usd("18.24"), Instant.At(3881, 3, 8)))), StringComparison.Ordinal);

    [Fact]
    public void Sentence_OnTheFirstDay_SaysWhatIsSpentAndProjectsNothing() =>
        Assert.StartsWith("You have spent $60.00 in November so far.", Sentence(Samples.Overview(month: Samples.Month(projected: null))), StringComparison.Ordinal);

    [Fact]
    public void Sentence_WithoutUsage_SaysWhatIsReady() =>
        Assert.Equal("Nothing has been charged in November yet, and $410.90 is ready to use.", Sentence(Samples.Overview(held: "1.481142", month: Samples.Month("0", null))));

    [Fact]
    public void Sentence_BelowZero_IsAboutNothingElse() =>
        Assert.Equal("Overdrawn by $3.20. Calls answer 402 until there is credit again.", Sentence(Samples.Overview("-3.2")));

    [Theory]
    [InlineData(ZeroAction.Refuse402, "402")]
    [InlineData(ZeroAction.Throttle, "throttled")]
    [InlineData(ZeroAction.Pause, "paused")]
    public void Sentence_WithNothingLeft_SaysWhatTheBookDoes(ZeroAction action, string said)
    {
        var sentence = Sentence(Samples.Overview("0", grants: []) with { AtZero = action });

        Assert.Contains("Nothing is left.", sentence, StringComparison.Ordinal);
        Assert.Contains(said, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("lasts until", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Postpaid_WithSomethingOwed_IsOutstandingAndNotOverdrawn()
    {
        var view = Samples.Overview("-172.31") with { Postpaid = true };

        Assert.StartsWith("You have used $60.00 in November so far.", Sentence(view), StringComparison.Ordinal);
        Assert.Contains("$172.31", Render<OutstandingPanel>(p => p.Add(x => x.View, view)).Find(".hero").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Grant_RolledOver_SaysSo()
    {
        var rolled = Samples.Grant(1, GrantKind.Included, "400") with { RolledOver = true };

        Assert.Contains("rolled over", Render<BalancePanel>(p => p.Add(x => x.View, Samples.Overview(grants: [rolled]))).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_WhenNothingIsSpentAnyMore_PromisesNoDate() =>
        Assert.Contains("no end in sight", Sentence(Samples.Overview(runway: new Runway(null, null))), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "$410.90 available, $1.48 held: the bank disputes a payment")]
    [InlineData(false, "$410.90 available, $1.48 held: a refund is on its way")]
    public void Balance_WithHolds_SaysWhatIsAvailableAndWhatIsHeld(bool disputed, string words)
    {
        var panel = Render<BalancePanel>(p => p.Add(x => x.View, Samples.Overview(held: "1.48") with { Disputed = disputed }));

        Assert.Equal(words, Visible(panel.Find(".held")));
        Assert.Equal("9 days, until Tue 1 Dec", panel.Find(".days").TextContent);
        Assert.Contains("warn", panel.Find(".days").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void Balance_OfManyGrants_NamesTheNextAndSumsTheRest()
    {
        var grants = Enumerable.Range(1, 8).Select(n => Samples.Grant(n, GrantKind.Topup, "10")).ToList();

        var panel = Render<BalancePanel>(p => p.Add(x => x.View, Samples.Overview("80", grants: grants)));

        Assert.Equal("3 later grants", panel.FindAll(".rows .what")[^1].TextContent);
        Assert.Equal("$30.00", Visible(panel.FindAll(".rows .amount")[^1]));
        Assert.Equal(8, panel.FindAll("rect").Count);
    }

    [Fact]
    public void Month_Always_NamesTheComparedDaysOfTheMonthBefore()
    {
        var panel = Render<MonthPanel>(p => p.Add(x => x.Month, Samples.Month()).Add(x => x.AsOf, Samples.Now));

        Assert.Equal(["Spent, 1–21 Nov", "Straight line to 30 Nov", "October"], panel.FindAll(".stat .label").Select(label => label.TextContent.Trim()));
        Assert.Equal("▲ 50.0 % on 1–21 Oct, $40.00", Visible(panel.Find(".stat .note")));
        Assert.Equal("$60.00 in November so far, $87 by its end at this pace; October came to $90.00.", panel.Find(".said").TextContent);
    }

    [Fact]
    public void MonthChart_OfDaysWithoutUsage_FillsThemWithZeroes()
    {
        var month = OverviewWords.Chart(Samples.Month(), Samples.Now);

        Assert.Equal((21, 31), (month.Daily.Count, month.PreviousDaily.Count));
        Assert.Equal(Samples.Usd("60"), month.Spent);
        Assert.Equal(20.6055, month.Elapsed, 3);
    }

    [Fact]
    public void Models_OfTheChosenDays_AddUpToTheSpendBesideThem()
    {
        var view = Samples.Overview();
        var range = DayRange.Read(null, "2026-11-20", "2026-11-21", new(2026, 11, 21), "7d");

        var models = Render<ModelsPanel>(p => p.Add(x => x.View, view).Add(x => x.Range, range));
        var usage = Render<UsagePanel>(p => p.Add(x => x.Spend, view.Spend).Add(x => x.Range, range).Add(x => x.ThisYear, 2026));

        Assert.Equal("claude-sonnet-4.5 cost most on 20–21 Nov: $5.00, 83.3 % of $6.00.", models.Find(".said").TextContent);
        Assert.Equal(Visible(usage.Find(".figure")), Visible(models.Find(".legend .total .num")));
        Assert.Equal("usage/requests?from=2026-11-20&to=2026-11-21&model=gpt-5.2", models.FindAll(".legend a")[1].GetAttribute("href"));
        Assert.Equal(["3", "1"], usage.FindAll(".facts dd").Take(2).Select(count => count.TextContent));
    }

    [Fact]
    public void Models_OfDaysWithoutUsage_SayWhyAndOfferOneAction()
    {
        var view = Samples.Overview() with { Models = [], Days = [], Spend = new(Samples.Usd("0"), Samples.Usd("0"), 0, 0, 0, 0, 0) };
        var range = DayRange.Read(null, "2023-11-16", "2023-11-16", new(2026, 11, 21), "7d");

        var panel = Render<ModelsPanel>(p => p.Add(x => x.View, view).Add(x => x.Range, range));

        Assert.Equal("No usage on 16 Nov 2023", panel.Find(".empty b").TextContent);
        Assert.Single(panel.FindAll(".empty a"));
    }

    [Fact]
    public void LastEntries_OfUsage_LeadToTheirArithmeticAndOthersToTheLedger()
    {
        var links = Render<LastEntries>(p => p.Add(x => x.Lines, Samples.Overview().LastEntries).Add(x => x.Today, Samples.Now.Day)).FindAll("td.lead a");

        Assert.Equal("usage/requests/81", links[0].GetAttribute("href"));
        Assert.Equal("billing/transactions?from=2026-11-21&to=2026-11-21&each=1&page=12&entry=11", links[1].GetAttribute("href"));
    }

    [Fact]
    public void Series_OfAWeek_PutEachDayIntoItsColumn()
    {
        var columns = ChartColumn.Of(new(2026, 1, 1), new(2026, 12, 31));

        var series = OverviewWords.Series(Samples.Overview().Days, columns, Asset.Usd);

        Assert.Equal(Samples.Usd("5"), series[0].Values[columns.ToList().FindIndex(column => column.Holds(new(2026, 11, 21)))]);
    }

    private string Sentence(OverviewView view) => string.Join(' ', Render<OverviewSentence>(p => p.Add(x => x.View, view)).Find("p").TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).Replace(" .", ".", StringComparison.Ordinal);
}
