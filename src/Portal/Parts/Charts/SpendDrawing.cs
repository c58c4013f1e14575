using Billing.Units;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>The geometry of the month chart: everything it draws, in the units of one <see cref="ChartBox"/>.</summary>
public sealed class SpendDrawing
{
    private const double LabelGap = 15;
    private readonly MonthSpend _month;
    private readonly int _span;

    public SpendDrawing(MonthSpend month, ChartBox box, int labels)
    {
        (_month, Box) = (month, box);
        // The longer of the two months sets the width, so that no day of either falls off the edge.
        _span = Math.Max(month.Days, month.PreviousDaily.Count);
        var most = Amount.Max(Amount.Max(month.Spent, month.Previous), month.Projected ?? Amount.Zero(month.Asset));
        Scale = NiceScale.To(most);
        Days = [.. DayTicks.Of(month.First, month.Days, labels).Select(tick => (box.X((tick.Index + 0.5) / _span), tick.Label))];
        Actual = ChartBox.Path(Points(month.Running, month.Elapsed));
        Previous = ChartBox.Path(Points(month.PreviousRunning, month.PreviousDaily.Count));
        Now = (box.X(month.Elapsed / _span), Y(month.Spent));
        Straight = month.Projected is { } end ? ChartBox.Path([Now, (box.X((double)month.Days / _span), Y(end))]) : null;
        Ends = EndLabels();
    }

    public ChartBox Box { get; }
    public NiceScale Scale { get; }
    /// <summary>Labels below the axis.</summary>
    public IReadOnlyList<(double X, string Label)> Days { get; }
    public string Actual { get; }
    public string Previous { get; }
    public string? Straight { get; }
    /// <summary>Where the month stands.</summary>
    public (double X, double Y) Now { get; }
    /// <summary>Words at the right edge, pushed apart.</summary>
    public IReadOnlyList<(double Y, string Figure, string Word, string Class)> Ends { get; }
    /// <summary>The figure at <see cref="Now"/> stands left of it, except where there is no room.</summary>
    public bool NowLabelRight => Now.X - Box.Left < 70;

    public double Y(Amount value) => Box.Y(Scale.Share(value));

    /// <summary>The column of one day, for pointing at it.</summary>
    public (double X, double Width) Column(int day) => (Box.X((double)day / _span), (double)Box.PlotWidth / _span);

    private IEnumerable<(double X, double Y)> Points(IReadOnlyList<Amount> running, double end)
    {
        yield return (Box.X(0), Box.Base);
        for (var day = 0; day < running.Count; day++)
            yield return (Box.X(Math.Min(day + 1, end) / _span), Y(running[day]));
    }

    private List<(double, string, string, string)> EndLabels()
    {
        var wishes = new List<(double Y, string Figure, string Word, string Class)>();
        if (_month.Projected is { } projected) wishes.Add((Y(projected), MoneyText.Of(projected, MoneyStyle.Whole).ToString(), "straight line", "ink"));
        if (_month.PreviousDaily.Count > 0) wishes.Add((Y(_month.Previous), MoneyText.Of(_month.Previous, MoneyStyle.Whole).ToString(), _month.PreviousFirst.ToString("MMMM", System.Globalization.CultureInfo.InvariantCulture), "quiet"));
        var places = LabelSpread.Apart([.. wishes.Select(wish => wish.Y)], LabelGap, Box.Top, Box.Base);
        return [.. wishes.Select((wish, index) => (places[index], wish.Figure, wish.Word, wish.Class))];
    }
}
