using System.Globalization;
using Billing.Units;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>The running month as a rising line, with the straight line to its end and the month before in grey.</summary>
public sealed partial class SpendChart
{
    private static readonly ChartBox Wide = new(725, 296, 52, 14, 112, 24);
    private static readonly ChartBox Narrow = new(326, 210, 44, 14, 8, 24);
    private readonly string _sentenceId = ElementId.Next("spend");
    private IReadOnlyList<Amount> _running = [], _previousRunning = [];
    private MonthSpend? _drawn;
    private int? _day;

    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired] public MonthSpend Month { get; set; } = null!;
    /// <summary>What the chart says, in one sentence.</summary>
    [Parameter, EditorRequired] public string Say { get; set; } = "";
    /// <summary>Where a day leads; null where it leads nowhere.</summary>
    [Parameter] public Func<DateOnly, string>? DayHref { get; set; }

    private IReadOnlyList<(SpendDrawing Drawing, string Shown)> Drawings { get; set; } = [];

    private string PreviousName => Month.PreviousFirst.ToString("MMMM", CultureInfo.InvariantCulture);

    protected override void OnParametersSet()
    {
        if (Month == _drawn) return;
        _drawn = Month;
        (_running, _previousRunning) = (Month.Running, Month.PreviousRunning);
        Drawings = [(new SpendDrawing(Month, Wide, 7), "wide"), (new SpendDrawing(Month, Narrow, 4), "narrow")];
    }

    private void Point(int day) => _day = day;

    private void Leave() => _day = null;

    private void Move(KeyboardEventArgs key)
    {
        var today = Math.Max(Month.Daily.Count - 1, 0);
        switch (key.Key)
        {
            case "ArrowLeft": _day = Math.Max((_day ?? today + 1) - 1, 0); break;
            case "ArrowRight": _day = Math.Min((_day ?? -1) + 1, Month.Days - 1); break;
            case "Escape": _day = null; break;
            case "Enter" when _day is { } day && DayHref is not null: Navigation.NavigateTo(DayHref(Month.First.AddDays(day))); break;
        }
    }

    private List<ChartTipLine> LinesOf(int day)
    {
        var lines = new List<ChartTipLine>();
        if (day < Month.Daily.Count)
        {
            lines.Add(new("k1", "that day", MoneyText.Of(Month.Daily[day]).ToString()));
            lines.Add(new("k1", "so far", MoneyText.Of(_running[day]).ToString()));
        }
        if (day < Month.PreviousDaily.Count)
            lines.Add(new("k-other", $"{PreviousName}, to that day", MoneyText.Of(_previousRunning[day]).ToString()));
        return lines;
    }

    private static RenderFragment Cell(IReadOnlyList<Amount> values, int row) => builder =>
    {
        builder.OpenElement(0, "td");
        builder.AddAttribute(1, "class", "num");
        builder.AddContent(2, row < values.Count ? MoneyText.Of(values[row]).ToString() : "–");
        builder.CloseElement();
    };

    private static string T(double coordinate) => ChartBox.Text(coordinate);
}
