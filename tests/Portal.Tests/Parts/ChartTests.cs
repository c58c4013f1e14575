using Billing.Units;
using BillingPortal.Portal.Parts.Charts;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class ChartTests : PartsContext
{
    private const string Say = "$60.00 so far in November.";

    [Fact]
    public void SpendChart_Always_IsAPictureNamedByItsSentence()
    {
        var chart = RenderSpend();

        var pictures = chart.FindAll("svg[role=img]");
        Assert.Equal(2, pictures.Count);
        Assert.All(pictures, picture => Assert.Equal(Say, chart.Find($"#{picture.GetAttribute("aria-labelledby")}").TextContent));
    }

    [Fact]
    public void SpendChart_AsATable_SaysWhatTheLinesSay()
    {
        var rows = RenderSpend().FindAll(".as-table tbody tr");

        Assert.Equal(31, rows.Count);
        Assert.Equal(["Sun 1 Nov", "$10.00", "$10.00", "$1.00", "$1.00"], Cells(rows[0]));
        Assert.Equal(["Tue 3 Nov", "$30.00", "$60.00", "$1.00", "$3.00"], Cells(rows[2]));
        Assert.Equal(["Wed 4 Nov", "–", "–", "$1.00", "$4.00"], Cells(rows[3]));
    }

    [Fact]
    public void SpendChart_ByKeyboard_MovesTheDayOpensItAndLeaves()
    {
        var chart = RenderSpend();
        var frame = () => chart.Find(".chart-frame");

        frame().KeyDown(Key.Left);
        Assert.Equal("Tue 3 Nov", chart.Find(".tip h3 span").TextContent);
        Assert.Contains("$30.00", chart.Find(".tip").TextContent, StringComparison.Ordinal);
        frame().KeyDown(Key.Left);
        Assert.Equal("Mon 2 Nov", chart.Find(".tip h3 span").TextContent);

        frame().KeyDown(Key.Enter);
        Assert.EndsWith("/requests?day=2026-11-02", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        frame().KeyDown(Key.Escape);
        Assert.Empty(chart.FindAll(".tip"));
    }

    [Fact]
    public void SpendChart_ByPointer_ShowsTheSameTooltip()
    {
        var chart = RenderSpend();

        chart.FindAll("svg.wide .hit")[2].PointerEnter();

        Assert.Equal("Tue 3 Nov", chart.Find(".tip h3 span").TextContent);
    }

    [Fact]
    public void StackedDays_LegendAndTable_EqualTheChart()
    {
        var chart = RenderStack();

        Assert.Equal(["large", "small", "Total"], chart.FindAll(".legend tbody th").Select(name => name.TextContent));
        Assert.Equal(["83.3 %", "16.7 %"], chart.FindAll(".legend .num.muted").Select(share => share.TextContent));
        Assert.Equal(["Sat 21 Nov", "$3.00", "–", "$3.00"], Cells(chart.FindAll(".as-table tbody tr")[1]));
        Assert.Equal(["Total", "$5.00", "$1.00", "$6.00"], Cells(chart.Find(".as-table tfoot tr")));
        // day 1 has two pieces, day 2 one
        Assert.Equal(3, chart.FindAll("svg.wide .piece").Count);
    }

    [Fact]
    public void StackedDays_TheRunningDay_IsHatchedAndSaysSoInWords()
    {
        var chart = RenderStack();
        var pieces = chart.FindAll("svg.wide .piece");

        Assert.Null(pieces[0].GetAttribute("fill"));
        Assert.StartsWith("url(#", pieces[2].GetAttribute("fill")!, StringComparison.Ordinal);
        Assert.Contains("today, not finished", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void StackedDays_ByKeyboard_NamesTheDayAndItsParts()
    {
        var chart = RenderStack();

        chart.Find(".chart-frame").KeyDown(Key.Right);

        Assert.Equal(["Fri 20 Nov", "$3.00"], chart.FindAll(".tip h3 span").Select(words => words.TextContent));
        Assert.Equal(["large", "small"], chart.FindAll(".tip .name").Select(name => name.TextContent));
    }

    private IRenderedComponent<SpendChart> RenderSpend() => Render<SpendChart>(p => p
        .Add(c => c.Say, Say)
        .Add(c => c.DayHref, day => $"requests?day={day:yyyy-MM-dd}")
        .Add(c => c.Month, new MonthSpend(new(2026, 11, 1), 30, 2.5, [Usd("10"), Usd("20"), Usd("30")],
            new(2026, 10, 1), [.. Enumerable.Repeat(Usd("1"), 31)], Usd("720"), Asset.Usd)));

    private IRenderedComponent<StackedDays> RenderStack() => Render<StackedDays>(p => p
        .Add(c => c.Say, "large is the dearest.")
        .Add(c => c.Asset, Asset.Usd)
        .Add(c => c.Unfinished, new DateOnly(2026, 11, 21))
        .Add(c => c.Columns, ChartColumn.Of(new(2026, 11, 20), new(2026, 11, 21)))
        .Add(c => c.Series, ChartSeries.Largest([("small", [Usd("1"), Usd("0")]), ("large", [Usd("2"), Usd("3")])], Asset.Usd)));

    private static IEnumerable<string> Cells(AngleSharp.Dom.IElement row) => row.Children.Select(cell => cell.TextContent);
}
