using BillingPortal.Portal.Parts;
using Bunit;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class MoneyTests : PartsContext
{
    [Fact]
    public void Money_ThatHidesDigits_ShowsThemToFocusAndSaysSo()
    {
        var money = Render<Money>(p => p.Add(m => m.Value, Usd("412.381142"))).Find(".money");
        var exact = money.QuerySelector("[role=tooltip]")!;

        Assert.Equal("0", money.GetAttribute("tabindex"));
        Assert.Equal(exact.Id, money.GetAttribute("aria-describedby"));
        Assert.Contains("$412.38114200", exact.TextContent, StringComparison.Ordinal);
        Assert.Contains("41,238,114,200 micro-cents", exact.TextContent, StringComparison.Ordinal);
        Assert.Equal("$412", money.QuerySelector(".whole")!.TextContent);
        Assert.Equal(".38", money.QuerySelector(".rest")!.TextContent);
    }

    [Fact]
    public void Money_ShownInFull_IsNoTabStop() =>
        Assert.Null(Render<Money>(p => p.Add(m => m.Value, Usd("200"))).Find(".money").GetAttribute("tabindex"));

    [Fact]
    public void Money_InsideALink_LeavesTheFocusToTheLink() =>
        Assert.Null(Render<Money>(p => p.Add(m => m.Value, Usd("0.123456")).Add(m => m.InLink, true)).Find(".money").GetAttribute("tabindex"));

    [Fact]
    public void Delta_Always_NamesTheComparedDaysAndTheirFigure()
    {
        var delta = Render<Delta>(p => p.Add(d => d.Now, Usd("795.94")).Add(d => d.Before, Usd("677.34")).Add(d => d.Compared, "1–21 Oct"));

        Assert.StartsWith("▲ 17.5 % on 1–21 Oct, $677.34", delta.Nodes.Aggregate("", (text, node) => text + node.TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveMoney_WhenTheFigureChanges_MarksItForAMoment()
    {
        var live = Render<LiveMoney>(p => p.Add(m => m.Value, Usd("100")));
        Assert.DoesNotContain("changed", live.Find(".live").ClassName, StringComparison.Ordinal);

        live.Render(p => p.Add(m => m.Value, Usd("210")));

        Assert.Contains("changed", live.Find(".live").ClassName, StringComparison.Ordinal);
        Assert.Equal("$210", live.Find(".whole").TextContent);
    }
}
