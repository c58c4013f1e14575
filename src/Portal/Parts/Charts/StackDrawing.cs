using Billing.Units;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>The geometry of stacked columns in one <see cref="ChartBox"/>: the largest series at the bottom, a hair of ground between pieces.</summary>
public sealed class StackDrawing
{
    private readonly double _band;

    public StackDrawing(IReadOnlyList<ChartColumn> columns, IReadOnlyList<ChartSeries> series, Asset asset, ChartBox box, int labels)
    {
        Box = box;
        _band = (double)box.PlotWidth / Math.Max(columns.Count, 1);
        var sums = Enumerable.Range(0, columns.Count)
            .Select(at => series.Aggregate(Amount.Zero(asset), (sum, one) => sum + one.Values[at])).ToList();
        Scale = NiceScale.To(sums.Aggregate(Amount.Zero(asset), Amount.Max));
        Labels = LabelsOf(columns, labels);
        Pieces = [.. Enumerable.Range(0, columns.Count).SelectMany(at => Stack(at, series))];
    }

    public ChartBox Box { get; }
    public NiceScale Scale { get; }
    public IReadOnlyList<(double X, string Label)> Labels { get; }
    public IReadOnlyList<StackPiece> Pieces { get; }

    public double Y(Amount value) => Box.Y(Scale.Share(value));

    /// <summary>The whole width of one column, for pointing at it.</summary>
    public (double X, double Width) Column(int at) => (Box.Left + at * _band, _band);

    private IEnumerable<StackPiece> Stack(int at, IReadOnlyList<ChartSeries> series)
    {
        var gap = _band >= 9 ? 3 : _band >= 4 ? 1.5 : 0;
        var sum = Amount.Zero(Scale.Asset);
        var bottom = (double)Box.Base;
        for (var index = 0; index < series.Count; index++)
        {
            if (series[index].Values[at].IsZero) continue;
            sum += series[index].Values[at];
            var top = Y(sum);
            // A piece thinner than the hair between pieces is drawn without one rather than lost.
            var hair = bottom - top > 3 ? 1 : 0;
            yield return new StackPiece(at, index, Box.Left + at * _band + gap / 2, top, _band - gap, bottom - top - hair);
            bottom = top;
        }
    }

    private List<(double, string)> LabelsOf(IReadOnlyList<ChartColumn> columns, int labels)
    {
        if (columns.Count == 0) return [];
        if (columns.All(column => column.From == column.To))
            return [.. DayTicks.Of(columns[0].From, columns.Count, labels).Select(tick => (Middle(tick.Index), tick.Label))];
        var step = (columns.Count + labels - 1) / labels;
        return [.. Enumerable.Range(0, columns.Count).Where(at => at % step == 0).Select(at => (Middle(at), DateText.Day(columns[at].From, columns[at].From.Year)))];
    }

    private double Middle(int at) => Box.Left + (at + 0.5) * _band;
}

/// <summary>One rectangle: which column, which series, and where.</summary>
public sealed record StackPiece(int Column, int Series, double X, double Y, double Width, double Height);
