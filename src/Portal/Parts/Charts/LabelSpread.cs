namespace BillingPortal.Portal.Parts.Charts;

/// <summary>Keeps labels at the right edge of a chart from lying on each other.</summary>
public static class LabelSpread
{
    /// <summary>
    /// The wished heights, moved as little as needed so that neighbours are at least <paramref name="gap"/> apart and
    /// all stay within <paramref name="top"/> and <paramref name="bottom"/>. The answers stand in the order of the wishes.
    /// </summary>
    public static IReadOnlyList<double> Apart(IReadOnlyList<double> wishes, double gap, double top, double bottom)
    {
        var order = Enumerable.Range(0, wishes.Count).OrderBy(index => wishes[index]).ToArray();
        var places = new double[wishes.Count];
        var next = top;
        foreach (var index in order)
        {
            places[index] = Math.Max(wishes[index], next);
            next = places[index] + gap;
        }
        // What was pushed below the bottom pushes back upwards.
        var limit = bottom;
        foreach (var index in order.Reverse())
        {
            places[index] = Math.Min(places[index], limit);
            limit = places[index] - gap;
        }
        return places;
    }
}
