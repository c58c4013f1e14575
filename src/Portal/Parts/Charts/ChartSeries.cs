using Billing.Units;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>One series of stacked days.</summary>
/// <param name="Class">Its colour: "k1" for the largest, "k-other" for the sum of those without a colour of their own.</param>
/// <param name="Values">One amount for each column.</param>
public sealed record ChartSeries(string Name, string Class, IReadOnlyList<Amount> Values, Amount Total)
{
    private const int Colours = 9;

    /// <summary>
    /// The nine largest series, largest first, and the sum of all others as one. Equal ones stand in the order of their names,
    /// so that colours do not jump between two readings.
    /// </summary>
    public static IReadOnlyList<ChartSeries> Largest(IEnumerable<(string Name, IReadOnlyList<Amount> Values)> series, Asset asset)
    {
        var ordered = series
            .Select(one => (one.Name, one.Values, Total: Sum(one.Values, asset)))
            .Where(one => one.Total.IsPositive)
            .OrderByDescending(one => one.Total.Units).ThenBy(one => one.Name, StringComparer.Ordinal)
            .ToList();
        var named = Math.Min(ordered.Count, Colours);
        var result = ordered.Take(named).Select((one, index) => new ChartSeries(one.Name, $"k{index + 1}", one.Values, one.Total)).ToList();
        var rest = ordered.Skip(named).ToList();
        if (rest.Count > 0)
        {
            var values = Enumerable.Range(0, rest[0].Values.Count).Select(at => Sum(rest.Select(one => one.Values[at]), asset)).ToList();
            result.Add(new ChartSeries(rest.Count == 1 ? rest[0].Name : $"{rest.Count} others", "k-other", values, Sum(values, asset)));
        }
        return result;
    }

    private static Amount Sum(IEnumerable<Amount> values, Asset asset) => values.Aggregate(Amount.Zero(asset), (sum, value) => sum + value);
}
