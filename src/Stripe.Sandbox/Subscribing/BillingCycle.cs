using System.Text.Json.Nodes;

namespace Stripe.Sandbox.Subscribing;

/// <summary>The grid of periods: whole intervals counted from the anchor, so that the 31st comes back after February.</summary>
internal static class BillingCycle
{
    /// <summary>The whole period that holds the moment; its end is beyond the moment.</summary>
    public static (long Start, long End) Around(long anchor, JsonObject recurring, long moment)
    {
        var step = 0;
        while (At(anchor, recurring, step) <= moment)
            step++;
        while (At(anchor, recurring, step - 1) > moment)
            step--;
        return (At(anchor, recurring, step - 1), At(anchor, recurring, step));
    }

    private static long At(long anchor, JsonObject recurring, int step)
    {
        var count = (int)recurring.Whole("interval_count")!.Value * step;
        var start = DateTimeOffset.FromUnixTimeSeconds(anchor);
        return (recurring.Text("interval") switch
        {
            "day" => start.AddDays(count),
            "week" => start.AddDays(7 * count),
            "month" => start.AddMonths(count),
            _ => start.AddYears(count),
        }).ToUnixTimeSeconds();
    }
}
