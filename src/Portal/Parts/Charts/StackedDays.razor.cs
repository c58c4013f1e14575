using Billing.Units;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>Cost per day as stacked columns, with a legend that is a table of amounts and shares.</summary>
public sealed partial class StackedDays
{
    private static readonly ChartBox Wide = new(451, 272, 44, 12, 4, 22);
    private static readonly ChartBox Narrow = new(326, 190, 44, 10, 2, 22);
    private readonly string _sentenceId = ElementId.Next("days");
    private (object, object)? _drawn;
    private int? _at;

    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired] public IReadOnlyList<ChartColumn> Columns { get; set; } = [];
    /// <summary>Largest first, one value for each column: <see cref="ChartSeries.Largest"/> makes them.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<ChartSeries> Series { get; set; } = [];
    [Parameter, EditorRequired] public Asset Asset { get; set; }
    /// <summary>What the chart says, in one sentence.</summary>
    [Parameter, EditorRequired] public string Say { get; set; } = "";
    /// <summary>The day that is still running: its column is hatched.</summary>
    [Parameter] public DateOnly? Unfinished { get; set; }
    /// <summary>What a series is: "Model".</summary>
    [Parameter] public string SeriesName { get; set; } = "Model";
    [Parameter] public string LegendCaption { get; set; } = "Cost by model";
    /// <summary>Where a column leads.</summary>
    [Parameter] public Func<ChartColumn, string>? ColumnHref { get; set; }
    /// <summary>Where a series leads.</summary>
    [Parameter] public Func<string, string>? SeriesHref { get; set; }

    private IReadOnlyList<(StackDrawing Drawing, string Shown)> Drawings { get; set; } = [];

    private Amount Total => Series.Aggregate(Amount.Zero(Asset), (sum, series) => sum + series.Total);

    protected override void OnParametersSet()
    {
        if (_drawn == (Columns, Series)) return;
        _drawn = (Columns, Series);
        if (_at >= Columns.Count) _at = null;
        Drawings = [(new StackDrawing(Columns, Series, Asset, Wide, 7), "wide"), (new StackDrawing(Columns, Series, Asset, Narrow, 4), "narrow")];
    }

    private Amount SumAt(int at) => Series.Aggregate(Amount.Zero(Asset), (sum, series) => sum + series.Values[at]);

    private bool IsUnfinished(int at) => Unfinished is { } day && Columns[at].Holds(day);

    private string Hatch(ChartSeries series, string shown) => $"{_sentenceId}-{shown}-{series.Class}";

    private void Point(int at) => _at = at;

    private void Leave() => _at = null;

    private void Move(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowLeft": _at = Math.Max((_at ?? Columns.Count) - 1, 0); break;
            case "ArrowRight": _at = Math.Min((_at ?? -1) + 1, Columns.Count - 1); break;
            case "Escape": _at = null; break;
            case "Enter" when _at is { } at && ColumnHref is not null: Navigation.NavigateTo(ColumnHref(Columns[at])); break;
        }
    }

    private List<ChartTipLine> LinesOf(int at) =>
    [
        .. Series.Where(series => !series.Values[at].IsZero)
            .Select(series => new ChartTipLine(series.Class, series.Name, MoneyText.Of(series.Values[at]).ToString())),
    ];

    private static string Figure(Amount value) => value.IsZero ? "–" : MoneyText.Of(value).ToString();

    private static string T(double coordinate) => ChartBox.Text(coordinate);
}
