using System.Runtime.InteropServices;
using Billing.Metering;
using Billing.Service.Storage;

namespace Billing.Service.Views;

/// <summary>What a roll-up row is about. All but the account, slot and status are interned names; 0 stands for none.</summary>
/// <param name="Slot">Hours, or days, since 1970-01-01 UTC of the instant of occurrence.</param>
internal readonly record struct UsageKey(
    int Account, long Slot, int Meter, int Model, int ApiKey, int Environment, int Resource, int Service, UsageStatus Status)
    : IComparable<UsageKey>
{
    public const int HoursPerDay = 24;

    public static UsageKey OfHour(in StoredUsage usage) => new(
        usage.Account, usage.Occurred.HourNumber, usage.Meter, usage.Model, usage.ApiKey, usage.Environment, usage.Resource, usage.Service, usage.Status);

    /// <summary>The same in whole days.</summary>
    public UsageKey OfDay => this with { Slot = DayOf(Slot) };

    /// <summary>The day an hour lies in, also before 1970.</summary>
    public static long DayOf(long hour) => hour >= 0 ? hour / HoursPerDay : -((-hour + HoursPerDay - 1) / HoursPerDay);

    /// <summary>The order of the tables' keys: rows written in it touch each page once.</summary>
    public int CompareTo(UsageKey other)
    {
        var order = Account.CompareTo(other.Account);
        if (order == 0) order = Slot.CompareTo(other.Slot);
        if (order == 0) order = Meter.CompareTo(other.Meter);
        if (order == 0) order = Model.CompareTo(other.Model);
        if (order == 0) order = ApiKey.CompareTo(other.ApiKey);
        if (order == 0) order = Environment.CompareTo(other.Environment);
        if (order == 0) order = Resource.CompareTo(other.Resource);
        if (order == 0) order = Service.CompareTo(other.Service);
        return order == 0 ? Status.CompareTo(other.Status) : order;
    }
}

/// <summary>Additive sums over usage rows. Costs are in 10^-8 of the account's asset.</summary>
internal record struct UsageSums
{
    public long Requests, Cost, Uncovered;
    public long InputTokens, CachedTokens, CacheWriteTokens, OutputTokens, ReasoningTokens, PromptTokens;

    public static UsageSums Of(in StoredUsage usage) => new()
    {
        Requests = 1,
        Cost = usage.Cost,
        Uncovered = usage.Uncovered,
        InputTokens = usage.Quantities[Measure.InputTokens],
        CachedTokens = usage.Quantities[Measure.CachedTokens],
        CacheWriteTokens = usage.Quantities[Measure.CacheWriteTokens],
        OutputTokens = usage.Quantities[Measure.OutputTokens],
        ReasoningTokens = usage.Quantities[Measure.ReasoningTokens],
        PromptTokens = usage.Quantities[Measure.PromptTokens],
    };

    public void Add(in UsageSums other)
    {
        Requests += other.Requests;
        Cost += other.Cost;
        Uncovered += other.Uncovered;
        InputTokens += other.InputTokens;
        CachedTokens += other.CachedTokens;
        CacheWriteTokens += other.CacheWriteTokens;
        OutputTokens += other.OutputTokens;
        ReasoningTokens += other.ReasoningTokens;
        PromptTokens += other.PromptTokens;
    }
}

/// <summary>Sums by key, collected in memory before they meet the table (feeder) or instead of it (a reader's tail).</summary>
internal sealed class UsageRollup
{
    private readonly Dictionary<UsageKey, UsageSums> _sums = [];

    public int Count => _sums.Count;

    public void Add(in UsageKey key, in UsageSums sums) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _).Add(sums);

    /// <summary>The same sums by day instead of hour.</summary>
    public UsageRollup ByDay()
    {
        var days = new UsageRollup();
        foreach (var (key, sums) in _sums) days.Add(key.OfDay, sums);
        return days;
    }

    public IEnumerable<KeyValuePair<UsageKey, UsageSums>> Rows => _sums;

    /// <summary>In key order.</summary>
    public KeyValuePair<UsageKey, UsageSums>[] Sorted()
    {
        var rows = _sums.ToArray();
        Array.Sort(rows, static (a, b) => a.Key.CompareTo(b.Key));
        return rows;
    }

    public void Clear() => _sums.Clear();
}
