using System.Globalization;
using Billing.Metering;
using Billing.Service.Flows.Environments;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Credits by subscription: a free start, a plan whose unused allowance rolls over one month, a pack, and two
/// environments, one of which may take only its part.
/// </summary>
internal sealed class KestrelStory : DemoStory
{
    private static readonly string[] Models = ["text-embed-v1", "sentiment-multilingual-v1", "moderation-v1"];

    private readonly Random _random = new(4_711);
    private int _count;

    public override AccountId Account => DemoOrganisations.Kestrel;
    public override string Name => "Kestrel Apps";
    public override string Book => "kernstack";

    public override async Task Begin(DemoScene scene, CancellationToken cancel)
    {
        // Five days after a renewal the allowance of the period before is still there: it rolled over.
        var start = new MonthAnchor(scene.End.StartOfHour.PlusDays(-5)).Plus(-2);
        var key = (await scene.Key(Account, "platform", cancel)).Key.Id;
        await scene.Card(Account, "pm_card_visa", cancel);
        scene.At(start, c => scene.Plan(Account, "grow", c));
        scene.At(start.PlusDays(10), async c => DemoScene.Done(await scene.Get<SetAllocation>().Run(
            scene.Owner, Account, "staging", Amount.Whole(3_000, scene.Book(Account).Wallet.Unit), scene.Once("limit"), c)));
        scene.At(scene.End.PlusDays(-12), c => scene.TopUp(Account, "10", c));
        // The platform reports twice a day what it summed by two hours.
        scene.Every(TimeSpan.FromHours(12), start.Plus(TimeSpan.FromHours(12)), (until, c) => scene.Report(
            Account, [.. new[] { 10, 8, 6, 4, 2, 0 }.SelectMany(before => TwoHours(until.Plus(-TimeSpan.FromHours(before)), (until - start).Days))], key, c));
    }

    private List<UsageEvent> TwoHours(Instant until, int day)
    {
        var load = 22 + day / 6;
        var busy = until.HourNumber % 24 is >= 8 and < 20;
        var events = new List<UsageEvent>
        {
            Event(until, "functions", "production", "duration", (Measure.RamMib, 512), (Measure.Seconds, load * (busy ? 90 : 36)), (Measure.Bytes, 2L * load << 20)),
            Event(until, "tables", "production", "duration", (Measure.GibHours, 100 + day)),
            Event(until, "workers", "staging", "duration", (Measure.RamMib, 1_024), (Measure.Seconds, 3 * load), (Measure.Bytes, 10L << 20)),
        };
        if (busy) events.Add(Inference(until));
        return events;
    }

    private UsageEvent Inference(Instant until)
    {
        var model = Models[_random.Next(Models.Length)];
        var counted = model == Models[^1] ? (Measure.Images, 2L) : (Measure.PromptTokens, _random.Next(300, 4_800));
        return Event(until, "inference", "production", "catalog_model", counted) with { Model = model };
    }

    private UsageEvent Event(Instant until, string service, string environment, string meter, params ReadOnlySpan<(Measure Measure, long Whole)> counts) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{service}-{++_count:D6}"),
        Source = "platform/fra-1",
        Meter = meter,
        Time = until.Plus(-TimeSpan.FromMinutes(_random.Next(1, 110))),
        Quantities = Count(counts),
        Service = service,
        Environment = environment,
    };
}
