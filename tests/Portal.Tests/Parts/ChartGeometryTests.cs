using Billing.Units;
using BillingPortal.Portal.Parts.Charts;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class ChartGeometryTests
{
    private static readonly ChartBox Box = new(300, 200, 40, 10, 10, 20);

    [Fact]
    public void LabelSpread_LabelsTooClose_ArePushedApartAndKeepTheirOrder()
    {
        var places = LabelSpread.Apart([100, 98, 40], 15, 0, 200);

        Assert.Equal([113, 98, 40], places);
    }

    [Fact]
    public void LabelSpread_AtTheBottom_PushesUpwards() =>
        Assert.Equal([170, 185, 200], LabelSpread.Apart([198, 199, 200], 15, 0, 200));

    [Theory]
    [InlineData("2026-11-01", 30, 7, "1 Nov,5,10,15,20,25,30 Nov")]
    [InlineData("2026-02-01", 28, 4, "1 Feb,10,20,28 Feb")]
    [InlineData("2026-10-23", 30, 7, "23 Oct,30,6 Nov,13,20")]
    [InlineData("2026-11-15", 7, 7, "15 Nov,16,17,18,19,20,21")]
    [InlineData("2026-11-21", 1, 7, "21 Nov")]
    public void DayTicks_OfARun_CountAsPeopleDo(string first, int days, int most, string labels) =>
        Assert.Equal(labels, string.Join(',', DayTicks.Of(DateOnly.Parse(first), days, most).Select(tick => tick.Label)));

    [Fact]
    public void Columns_OfTwoMonths_AreDaysAndOfAYearAreWeeksFromMonday()
    {
        var days = ChartColumn.Of(new(2026, 10, 1), new(2026, 11, 30));
        var weeks = ChartColumn.Of(new(2026, 1, 1), new(2026, 12, 31));

        Assert.Equal(61, days.Count);
        Assert.Equal(new ChartColumn(new(2026, 1, 1), new(2026, 1, 4)), weeks[0]);
        Assert.All(weeks.Skip(1), week => Assert.Equal(DayOfWeek.Monday, week.From.DayOfWeek));
        Assert.Equal(365, weeks.Sum(week => week.To.DayNumber - week.From.DayNumber + 1));
    }

    [Fact]
    public void Largest_OfTwelveSeries_AreNineAndTheOthersAndNothingIsLost()
    {
        var series = ChartSeries.Largest(Enumerable.Range(1, 12).Select(n => ($"m{n:D2}", (IReadOnlyList<Amount>)[Usd(n), Usd(0)])), Asset.Usd);

        Assert.Equal(["m12", "m11", "m10", "m09", "m08", "m07", "m06", "m05", "m04", "3 others"], series.Select(one => one.Name));
        Assert.Equal(("k1", "k-other"), (series[0].Class, series[^1].Class));
        Assert.Equal(78, series.Sum(one => one.Total.Units));
        Assert.Equal(6, series[^1].Values[0].Units);
    }

    [Fact]
    public void Largest_WithoutUsage_IsEmpty() =>
        Assert.Empty(ChartSeries.Largest([("m", (IReadOnlyList<Amount>)[Usd(0)])], Asset.Usd));

    [Fact]
    public void Stack_TheLargestSeries_StandsAtTheBottomAndPiecesFillTheColumn()
    {
        var columns = ChartColumn.Of(new(2026, 11, 1), new(2026, 11, 2));
        var series = ChartSeries.Largest([("small", [Usd(1_00000000), Usd(0)]), ("large", [Usd(4_00000000), Usd(0)])], Asset.Usd);

        var drawing = new StackDrawing(columns, series, Asset.Usd, Box, 7);

        Assert.Equal(2, drawing.Pieces.Count);   // the second day has nothing and draws nothing
        Assert.Equal("large", series[drawing.Pieces[0].Series].Name);
        Assert.True(drawing.Pieces[0].Y > drawing.Pieces[1].Y);
        Assert.Equal(drawing.Y(Usd(5_00000000)), drawing.Pieces[1].Y, 6);
    }

    [Fact]
    public void Spend_OfAMonthOfNothing_DrawsAFlatLineOnTheBase()
    {
        var month = new MonthSpend(new(2026, 11, 1), 30, 0.5, [Usd(0)], new(2026, 10, 1), [], null, Asset.Usd);

        var drawing = new SpendDrawing(month, Box, 7);

        Assert.Equal((double)Box.Base, drawing.Now.Y);
        Assert.Null(drawing.Straight);
        Assert.Empty(drawing.Ends);
        Assert.True(drawing.NowLabelRight);
    }

    [Fact]
    public void Spend_AfterALongerMonth_KeepsAllItsDaysInside()
    {
        var january = Enumerable.Repeat(Usd(100), 31).ToList();
        var month = new MonthSpend(new(2026, 2, 1), 28, 3, [Usd(100), Usd(100), Usd(100)], new(2026, 1, 1), january, Usd(2800), Asset.Usd);

        var drawing = new SpendDrawing(month, Box, 7);

        Assert.EndsWith($"L{ChartBox.Text(Box.Edge)} {ChartBox.Text(drawing.Y(Usd(3100)))}", drawing.Previous, StringComparison.Ordinal);
        Assert.EndsWith($"L{ChartBox.Text(Box.X(28.0 / 31))} {ChartBox.Text(drawing.Y(Usd(2800)))}", drawing.Straight!, StringComparison.Ordinal);
    }

    private static Amount Usd(long units) => new(units, Asset.Usd);
}
