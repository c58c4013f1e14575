using Billing.Service.Reads;
using Billing.Units;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>A balance over the last weeks in its true steps, the threshold across it, and a mark for every refill.</summary>
public sealed partial class BalanceChart
{
    private static readonly ChartBox Wide = new(725, 336, 62, 14, 118, 24);
    private static readonly ChartBox Narrow = new(326, 210, 54, 14, 8, 24);
    private const double LabelGap = 15;
    private readonly string _sentenceId = ElementId.Next("balance");

    [Parameter, EditorRequired] public BalanceHistory History { get; set; } = null!;
    /// <summary>The right edge.</summary>
    [Parameter, EditorRequired] public Instant Now { get; set; }
    [Parameter, EditorRequired] public Amount Balance { get; set; }
    [Parameter, EditorRequired] public Amount Threshold { get; set; }
    /// <summary>What the chart says, in one sentence.</summary>
    [Parameter, EditorRequired] public string Say { get; set; } = "";

    private IReadOnlyList<(BalanceDrawing Drawing, string Shown)> Drawings { get; set; } = [];

    private IReadOnlyList<(DateOnly Day, Amount Balance, Amount Added, int Declined)> Rows { get; set; } = [];

    protected override void OnParametersSet()
    {
        Drawings = [(new(History, Now, Balance, Threshold, Wide, 7), "wide"), (new(History, Now, Balance, Threshold, Narrow, 4), "narrow")];
        Rows = [.. Days()];
    }

    private IEnumerable<(DateOnly Day, Amount Balance, Amount Added, int Declined)> Days()
    {
        var balance = History.Points[0].Balance;
        var points = History.Points.ToLookup(point => point.At.Day, point => point.Balance);
        var refills = History.Refills.ToLookup(mark => mark.At.Day);
        for (var day = History.From.Day; day <= Now.Day; day = day.AddDays(1))
        {
            if (points[day].Any()) balance = points[day].Last();
            var added = refills[day].Aggregate(Amount.Zero(balance.Asset), (sum, mark) => sum + mark.Added);
            yield return (day, balance, added, refills[day].Count(mark => mark.Declined));
        }
    }

    private static IReadOnlyList<double> Ends(BalanceDrawing drawing) =>
        LabelSpread.Apart([drawing.Now.Y, drawing.Threshold], LabelGap, drawing.Box.Top, drawing.Box.Base);

    private static string T(double coordinate) => ChartBox.Text(coordinate);
}
