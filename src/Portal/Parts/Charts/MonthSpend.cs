using Billing.Units;

namespace BillingPortal.Portal.Parts.Charts;

/// <summary>What the month chart draws: a running month, day by day, against the month before.</summary>
/// <param name="First">The first day of the month.</param>
/// <param name="Days">Days in the month.</param>
/// <param name="Elapsed">Days gone, with the part of today: 20.6 on the 21st after noon.</param>
/// <param name="Daily">Cost of each day so far; the last one is today and not finished.</param>
/// <param name="PreviousFirst">The first day of the month before.</param>
/// <param name="PreviousDaily">Cost of each of its days.</param>
/// <param name="Projected">Where the straight line ends; null while there is too little to say.</param>
public sealed record MonthSpend(
    DateOnly First, int Days, double Elapsed, IReadOnlyList<Amount> Daily,
    DateOnly PreviousFirst, IReadOnlyList<Amount> PreviousDaily, Amount? Projected, Asset Asset)
{
    public Amount Spent => Sum(Daily);
    public Amount Previous => Sum(PreviousDaily);

    /// <summary>The running sums, one for each day; the last is <see cref="Spent"/>.</summary>
    public IReadOnlyList<Amount> Running => RunningOf(Daily);

    public IReadOnlyList<Amount> PreviousRunning => RunningOf(PreviousDaily);

    private Amount Sum(IReadOnlyList<Amount> daily) => daily.Aggregate(Amount.Zero(Asset), (sum, day) => sum + day);

    private List<Amount> RunningOf(IReadOnlyList<Amount> daily)
    {
        var sums = new List<Amount>(daily.Count);
        var sum = Amount.Zero(Asset);
        foreach (var day in daily) sums.Add(sum += day);
        return sums;
    }
}
