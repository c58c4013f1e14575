using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// The janitor: looks at everything that is open at the payment provider, so that a lost answer or a lost webhook loses
/// nothing. An item rests for a minute after a look that was answered, and calls are spread so that many open items never
/// run into the provider's limit: within two minutes of its being back, each has been looked at.
/// </summary>
public sealed class OpenItemsJob(Writer writer, BillingReader reader, BillingClock clock, IEnumerable<IOpenItems> kinds, ILogger<OpenItemsJob> log)
    : LeasedJob<OpenItemsJob.Item>(writer, "open-items", TimeSpan.FromMinutes(1), log)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private const int MostInARow = 20;
    private int _looked;

    /// <summary>After so many looks in a row; no time at all for a provider without a limit.</summary>
    public TimeSpan Breath { get; set; } = TimeSpan.FromSeconds(1);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(30);

    protected override async Task<IEnumerable<Item>> Due(CancellationToken cancel)
    {
        var items = new List<Item>();
        await using var db = reader.OpenContext();
        foreach (var kind in kinds) items.AddRange((await kind.Find(db, clock.Now.Plus(-Rest), cancel)).Select(key => new Item(kind, key)));
        return items;
    }

    protected override async Task Do(Item item, CancellationToken cancel)
    {
        await item.Kind.Finish(item.Key, cancel);
        if (++_looked % MostInARow == 0) await Task.Delay(Breath, cancel);
    }

    /// <summary>One open item, and whose it is.</summary>
    public sealed record Item(IOpenItems Kind, string Key)
    {
        public override string ToString() => $"{Kind.GetType().Name} {Key}";
    }
}
