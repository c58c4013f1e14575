using Billing.Service.Reads;
using Billing.Units;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>The geometry of a balance over time, in the units of one <see cref="ChartBox"/>: steps as they were booked, never smoothed.</summary>
public sealed class BalanceDrawing
{
    private readonly BalanceHistory _history;
    private readonly Instant _now;

    public BalanceDrawing(BalanceHistory history, Instant now, Amount balance, Amount threshold, ChartBox box, int labels)
    {
        (_history, _now, Box) = (history, now, box);
        var most = history.Points.Select(point => point.Balance).Aggregate(Amount.Max(balance, threshold), Amount.Max);
        Scale = NiceScale.To(most);
        var days = Math.Max(1, now.Day.DayNumber - history.From.Day.DayNumber);
        Days = [.. DayTicks.Of(history.From.Day, days, labels).Select(tick => (X(Instant.At(history.From.Day.AddDays(tick.Index))), tick.Label))];
        Line = ChartBox.Path(Steps(balance));
        Area = $"{Line} L{ChartBox.Text(X(now))} {box.Base} L{ChartBox.Text(box.Left)} {box.Base} Z";
        Threshold = Y(threshold);
        Now = (X(now), Y(balance));
        Marks = [.. history.Refills.Where(mark => mark.At >= history.From).Select(mark => (X(mark.At), Y(After(mark, balance)), mark))];
    }

    public ChartBox Box { get; }
    public NiceScale Scale { get; }

    /// <summary>Labels below the axis.</summary>
    public IReadOnlyList<(double X, string Label)> Days { get; }
    public string Line { get; }
    public string Area { get; }

    /// <summary>Height of the threshold.</summary>
    public double Threshold { get; }
    public (double X, double Y) Now { get; }

    /// <summary>Each refill at the balance it led to.</summary>
    public IReadOnlyList<(double X, double Y, RefillMark Mark)> Marks { get; }

    /// <summary>Below zero is drawn at the base: the figure beside it says how far.</summary>
    public double Y(Amount value) => Box.Y(Scale.Share(Amount.Max(value, Amount.Zero(value.Asset))));

    private double X(Instant at) => Box.X(Math.Clamp((double)(at.Micros - _history.From.Micros) / Math.Max(1, _now.Micros - _history.From.Micros), 0, 1));

    private IEnumerable<(double X, double Y)> Steps(Amount balance)
    {
        double? before = null;
        foreach (var point in _history.Points)
        {
            if (before is { } height) yield return (X(point.At), height);
            before = Y(point.Balance);
            yield return (X(point.At), before.Value);
        }

        if (before is { } last) yield return (X(_now), last);
        yield return (X(_now), Y(balance));
    }

    // The points are of whole hours, and so is what a mark stands at.
    private Amount After(RefillMark mark, Amount balance)
    {
        var hour = mark.At.StartOfHour;
        var then = _history.Points.Where(point => point.At <= hour).Select(point => (Amount?)point.Balance).LastOrDefault();
        return then ?? balance;
    }
}
