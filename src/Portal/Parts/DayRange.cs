using System.Globalization;
using Billing.Units;

namespace BillingPortal.Portal.Parts;

/// <summary>
/// The days a page shows: both ends inclusive, whole UTC days. It is read from the query string
/// (<c>?range=30d</c>, or <c>?from=2026-11-01&amp;to=2026-11-21</c>) and written back to it, so that a link keeps it.
/// </summary>
/// <param name="Choice">The named choice, or "custom".</param>
public sealed record DayRange(DateOnly From, DateOnly To, string Choice)
{
    public const string Custom = "custom";
    /// <summary>The longest range a page draws, in days; longer wishes are cut at the older end.</summary>
    public const int MaxDays = 366;

    /// <summary>The named choices, in the order of the control.</summary>
    public static readonly IReadOnlyList<(string Name, string Label)> Choices =
    [
        ("today", "Today"), ("7d", "7 d"), ("14d", "14 d"), ("30d", "30 d"), ("this-month", "This month"), ("last-month", "Last month"),
    ];

    public int Days => To.DayNumber - From.DayNumber + 1;
    /// <summary>The same days as a half-open span.</summary>
    public Period Period => Period.OfDays(From, To);

    /// <summary>What a page shows when the address says nothing, or something that cannot be read, is <paramref name="otherwise"/>.</summary>
    public static DayRange Read(string? range, string? from, string? to, DateOnly today, string otherwise)
    {
        if (Day(from) is { } first)
        {
            var last = Day(to) ?? today;
            return (first <= last ? new DayRange(first, last, Custom) : new DayRange(last, first, Custom)).Cut();
        }
        return Named(range, today) ?? Named(otherwise, today) ?? throw new ArgumentException($"No range is called {otherwise}.", nameof(otherwise));
    }

    /// <summary>The query part: "range=30d" or "from=2026-11-01&amp;to=2026-11-21".</summary>
    public string Query => Choice == Custom
        ? string.Create(CultureInfo.InvariantCulture, $"from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}")
        : $"range={Choice}";

    private static DayRange? Named(string? name, DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        return name switch
        {
            "today" => new(today, today, name),
            "7d" => new(today.AddDays(-6), today, name),
            "14d" => new(today.AddDays(-13), today, name),
            "30d" => new(today.AddDays(-29), today, name),
            "this-month" => new(first, today, name),
            "last-month" => new(first.AddMonths(-1), first.AddDays(-1), name),
            _ => null,
        };
    }

    private DayRange Cut() => Days <= MaxDays ? this : this with { From = To.AddDays(1 - MaxDays) };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
