using System.Globalization;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>
/// The sheet a chart is drawn on, in the user units of its viewBox. A wide and a narrow one are drawn side by side and
/// the style sheet shows one, so that axis text keeps its real size.
/// </summary>
public sealed record ChartBox(int Width, int Height, int Left, int Top, int Right, int Bottom)
{
    public int PlotWidth => Width - Left - Right;
    public int PlotHeight => Height - Top - Bottom;
    /// <summary>Where zero stands.</summary>
    public int Base => Height - Bottom;
    public int Edge => Width - Right;
    public string ViewBox => $"0 0 {Width} {Height}";

    /// <param name="share">0 at the left edge, 1 at the right.</param>
    public double X(double share) => Left + share * PlotWidth;

    /// <param name="share">0 at the base, 1 at the top.</param>
    public double Y(double share) => Base - share * PlotHeight;

    /// <summary>A coordinate as the drawing writes it: at most one decimal.</summary>
    public static string Text(double coordinate) => coordinate.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Path data through points.</summary>
    public static string Path(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select((point, index) => $"{(index == 0 ? 'M' : 'L')}{Text(point.X)} {Text(point.Y)}"));
}
