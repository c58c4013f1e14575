using Billing.Credits;
using Billing.Metering;
using Billing.Rating;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Pages.Requests;
using Bunit;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

public sealed class RequestsTests : PartsContext
{
    [Fact]
    public void Rows_Always_LeadToTheArithmeticAndShowTheCost()
    {
        var row = Table(Samples.Request()).Find("tbody tr");

        Assert.Equal("usage/requests/81", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("$0.025703", Visible(row.QuerySelector(".amount")!));
        Assert.Equal(["1,606", "4,096", "1,208", "2,914 ms"], row.QuerySelectorAll(".num.muted").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Row_OfAFailedCall_CostsZeroAndSaysSo()
    {
        var row = Table(Samples.Request(UsageStatus.Error, "0")).Find("tbody tr");

        Assert.Equal("$0.00", Visible(row.QuerySelector(".amount")!));
        Assert.Contains("error 500", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_OfAFreeCall_SaysFree() => Assert.Equal("free", Table(Samples.Request(cost: "0")).Find(".amount").TextContent.Trim());

    [Fact]
    public void Row_OfACallWithoutTokens_SaysWhatItMade()
    {
        var row = Table(Samples.Request(only: Measure.Clips)).Find("tbody tr");

        Assert.Contains("1 clip", row.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("–", row.QuerySelector(".num.muted")!.TextContent);
    }

    [Fact]
    public void Page_InTheAddress_ReadsBackAsItWasWritten()
    {
        var position = new RequestsPosition(Samples.Now, 81);

        Assert.Equal(position, RequestsAddress.Read(RequestsAddress.Write(position)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("a-b")]
    [InlineData("-1-2")]
    [InlineData("99999999999999999999-1")]
    [InlineData("9223372036854775807-1")]
    public void Page_ThatCannotBeRead_IsTheFirst(string? page) => Assert.Null(RequestsAddress.Read(page));

    [Fact]
    public void Steps_OfTheLargerOfTwo_AddUpDownTheColumn()
    {
        var steps = Render<ChargeSteps>(p => p.Add(s => s.Detail, Samples.Detail()).Add(s => s.ThisYear, 2026));

        Assert.Equal(["1", "2", "3", "4", "5"], steps.FindAll(".number").Select(number => number.TextContent));
        Assert.Equal("1,606 × 0.000003", steps.FindAll(".formula")[0].TextContent);
        Assert.Equal(["$0.00481800", "$0.00122880", "$0.00604680"], steps.FindAll(".step")[0].QuerySelectorAll(".result").Select(result => result.TextContent.Trim()));
        Assert.Equal("$0.00604680", steps.Find(".out s").TextContent.Trim());   // the catalogue lost and is struck through
        Assert.Equal("3.264 cr × 0.005 × 1.575", steps.FindAll(".step")[1].QuerySelectorAll(".formula")[1].TextContent);
        Assert.Equal(["$0.00000005", "$0.02570280"], steps.FindAll(".step")[2].QuerySelectorAll(".result").Select(result => result.TextContent.Trim()));
        Assert.Contains("once, up, to $0.0000001, at least $0.000001", steps.FindAll(".why")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_OfTwoGrants_ShowWhatEachHadAndLeft()
    {
        var paid = Render<ChargeSteps>(p => p.Add(s => s.Detail, Samples.Detail()).Add(s => s.ThisYear, 2026)).FindAll(".step")[3];

        Assert.Equal(["$0.01010300", "$0.01559980", "$0.02570280"], paid.QuerySelectorAll(".result").Select(result => result.TextContent.Trim()));
        Assert.Equal(["had $0.010103, $0.00 left after", "had $237.44, $237.42 left after"], paid.QuerySelectorAll(".had").Select(had => had.TextContent));
        Assert.Contains("now empty", paid.TextContent, StringComparison.Ordinal);
        Assert.Equal(["k2", "k1"], paid.QuerySelectorAll("rect").Select(piece => piece.ClassName));
    }

    [Fact]
    public void Steps_InTheLedger_AreDebitsLinkedToTheirNeighbours()
    {
        var ledger = Render<ChargeSteps>(p => p.Add(s => s.Detail, Samples.Detail()).Add(s => s.ThisYear, 2026)).FindAll(".step")[4];

        Assert.Equal(["−$0.01010300", "−$0.01559980"], ledger.QuerySelectorAll("td.amount").Select(cell => cell.TextContent));
        Assert.Equal(["#285,117", "#285,118", "#285,119", "#285,120"], ledger.QuerySelectorAll(".chain b").Select(link => link.TextContent));
        Assert.Equal(2, ledger.QuerySelectorAll(".chain .own").Length);
    }

    [Fact]
    public void Steps_OfAFailedCall_SayWhyNothingIsCharged()
    {
        var nothing = new Explanation([], [], Chosen.None, Fraction.Zero, default, Samples.Usd("0"), "chat/claude-sonnet-4.5", "The call did not succeed, so nothing is charged.");
        var detail = Samples.Detail(Samples.Request(UsageStatus.Error, "0"), nothing, "0") with { Entries = [] };

        var steps = Render<ChargeSteps>(p => p.Add(s => s.Detail, detail).Add(s => s.ThisYear, 2026));

        Assert.Single(steps.FindAll(".step"));
        Assert.Contains("The call did not succeed", steps.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_WhenRecomputedEqually_SaysSoAndElseRaisesTheDifference()
    {
        var equal = Render<ChargeSummary>(p => p.Add(s => s.Detail, Samples.Detail()));
        var other = Render<ChargeSummary>(p => p.Add(s => s.Detail, Samples.Detail(recomputed: "0.03")));

        Assert.Contains("equal to the micro-cent", equal.Markup, StringComparison.Ordinal);
        Assert.Contains("2 grants paid it.", equal.Find(".said").TextContent, StringComparison.Ordinal);
        Assert.Contains("$0.03000000, which differs", other.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_OfACallTheBalanceDidNotCover_SaysThatTheRestIsNotOwed()
    {
        var detail = Samples.Detail(Samples.Request(cost: "0.01", uncovered: "0.0157028"), null, "0.0257028", Samples.Paid(7, GrantKind.Topup, "0.01", "0"));

        Assert.Contains("$0.015703 was not covered by the balance and is not owed.", Render<ChargeSummary>(p => p.Add(s => s.Detail, detail)).Find(".said").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0257028", "0.025702", "80")]
    [InlineData("1234.5", "1,234.500000", "00")]
    [InlineData("0", "0.000000", "00")]
    [InlineData("0.123456789", "0.123456", "78…")]
    public void ExactText_OfAValue_HasEightPlacesAndMarksWhatGoesOn(string value, string main, string rest) =>
        Assert.Equal(new ExactText(main, rest), ExactText.Of(Fraction.Parse(value)));

    private IRenderedComponent<RequestTable> Table(RequestLine line) =>
        Render<RequestTable>(p => p.Add(t => t.Lines, [line]).Add(t => t.Today, new DateOnly(2026, 11, 21)));
}
