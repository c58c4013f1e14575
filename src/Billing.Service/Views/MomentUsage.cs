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

    /// <summary>The rows of views.db; with a filter only of hours whose roll-up says that there are some.</summary>
    private static IEnumerable<StoredUsage> MergedDown(this Moment moment, int account, HourSpan span, UsageFilter filter, (Instant Time, long Row) place)
    {
        if (filter.IsNothing) return moment.RangeDown(account, span, place);
        var hours = new SortedSet<long>();
        UsageTables.Read(moment.Views, UsageTables.Hour, account, span.From, Math.Min(span.To, place.Time.HourNumber + 1), (key, _) =>
        {
            if (filter.Matches(key, moment.Label)) hours.Add(key.Slot);
        });
        return hours.Reverse().SelectMany(hour => moment.RangeDown(account, new(hour, hour + 1), place));
    }

    private static IEnumerable<StoredUsage> RangeDown(this Moment moment, int account, HourSpan span, (Instant Time, long Row) place)
    {
        using var rows = moment.Views.Query(
            """
            SELECT usage FROM usage_at
            WHERE account = ?1 AND occurred >= ?2 AND occurred < ?3 AND (occurred, usage) < (?4, ?5)
            ORDER BY occurred DESC, usage DESC
            """,
            account, span.Start.Micros, span.End.Micros, place.Time.Micros, place.Row);
        while (rows.Step()) yield return moment.Billing.Usage(rows.Row.Long(0))!.Value;
    }
}
