using Billing.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Views;

/// <summary>What of a key must match; null for anything.</summary>
/// <param name="Model">By label: the model's name, or the meter's where there is no model.</param>
/// <param name="ApiKey">By number.</param>
internal sealed record UsageFilter(string? Model, UsageStatus? Status, int? ApiKey)
{
    public bool IsNothing => Model is null && Status is null && ApiKey is null;

    public bool Matches(in UsageKey key, Func<UsageKey, string> label) =>
        (Status is null || key.Status == Status) && (ApiKey is null || key.ApiKey == ApiKey)
        && (Model is null || string.Equals(label(key), Model, StringComparison.Ordinal));
}

/// <summary>Single usage rows at a moment, newest first by time and number.</summary>
internal static class MomentUsage
{
    /// <summary>The model's name; the meter's where the row has no model.</summary>
    public static string Label(this Moment moment, UsageKey key) => moment.Billing.Name(key.Model) ?? moment.Billing.Name(key.Meter)!;

    /// <summary>Rows that match, of the hours asked for, before a place, newest first; read as they are taken.</summary>
    public static IEnumerable<StoredUsage> UsageDown(this Moment moment, int account, HourSpan span, UsageFilter filter, (Instant Time, long Row)? before)
    {
        var place = before ?? (span.End, 0);
        bool Matches(in StoredUsage usage) => filter.Matches(UsageKey.OfHour(usage), moment.Label);

        var tail = moment.TailOf(account).Usage
            .Where(usage => span.Contains(usage.Occurred) && IsBefore(usage, place) && Matches(usage))
            .OrderByDescending(usage => usage.Occurred).ThenByDescending(usage => usage.Row).ToList();
        var next = 0;
        foreach (var usage in moment.MergedDown(account, span, filter, place).Where(usage => Matches(usage)))
        {
            while (next < tail.Count && IsBefore(usage, (tail[next].Occurred, tail[next].Row))) yield return tail[next++];
            yield return usage;
        }

        while (next < tail.Count) yield return tail[next++];
    }

    private static bool IsBefore(in StoredUsage usage, (Instant Time, long Row) place) =>
        usage.Occurred < place.Time || (usage.Occurred == place.Time && usage.Row < place.Row);

    /// <summary>The rows of views.db; with a filter only of hours whose roll-up says that there are some, found day by day.</summary>
    private static IEnumerable<StoredUsage> MergedDown(this Moment moment, int account, HourSpan span, UsageFilter filter, (Instant Time, long Row) place)
    {
        if (filter.IsNothing) return moment.RangeDown(account, span, place);
        var upTo = span with { To = Math.Min(span.To, place.Time.HourNumber + 1) };
        var days = moment.Slots(UsageTables.Day, account, UsageKey.DayOf(upTo.From), UsageKey.DayOf(upTo.To - 1) + 1, filter);
        return days.Reverse()
            .SelectMany(day => moment.Slots(
                UsageTables.Hour, account, Math.Max(upTo.From, day * UsageKey.HoursPerDay), Math.Min(upTo.To, (day + 1) * UsageKey.HoursPerDay), filter).Reverse())
            .SelectMany(hour => moment.RangeDown(account, new(hour, hour + 1), place));
    }

    /// <summary>The slots of a roll-up that have something that matches.</summary>
    private static SortedSet<long> Slots(this Moment moment, string table, int account, long from, long to, UsageFilter filter)
    {
        var slots = new SortedSet<long>();
        UsageTables.Read(moment.Views, table, account, from, to, (key, _) =>
        {
            if (filter.Matches(key, moment.Label)) slots.Add(key.Slot);
        });
        return slots;
    }

    private static IEnumerable<StoredUsage> RangeDown(this Moment moment, int account, HourSpan span, (Instant Time, long Row) place)
    {
        // One upper bound only, so that the index is entered there however deep the page is.
        var (time, row) = place.Time < span.End ? place : (span.End, 0);
        using var rows = moment.Views.Query(
            "SELECT usage FROM usage_at WHERE account = ? AND occurred >= ? AND (occurred, usage) < (?, ?) ORDER BY occurred DESC, usage DESC",
            account, span.Start.Micros, time.Micros, row);
        while (rows.Step()) yield return moment.Billing.Usage(rows.Row.Long(0))!.Value;
    }
}
