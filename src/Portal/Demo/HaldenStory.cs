using Billing.Service.Access;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>A prepaid money wallet, charged call by call: four programs, eight models, bonuses, and a batch job that ran away.</summary>
internal sealed class HaldenStory : DemoStory
{
    /// <summary>Days before the present on which the owner tops up, and how much.</summary>
    private static readonly (int DaysAgo, string Dollars)[] TopUps = [(84, "1000"), (12, "100")];

    /// <summary>The owner keeps at least this much, in dollars, before the last day.</summary>
    private const long Comfort = 1_400;

    public override AccountId Account => DemoOrganisations.Halden;
    public override string Name => DemoPeople.Organisation;
    public override string Book => "kunavo";

    public override async Task Begin(DemoScene scene, CancellationToken cancel)
    {
        var keys = new Dictionary<string, CreatedApiKey>(StringComparer.Ordinal);
        foreach (var name in DemoUsage.Keys) keys.Add(name, await scene.Key(Account, name, cancel));
        await scene.TopUp(Account, "100", cancel);
        foreach (var (daysAgo, dollars) in TopUps) scene.At(scene.End.StartOfDay.PlusDays(-daysAgo), c => scene.TopUp(Account, dollars, c));
        scene.At(scene.End.StartOfDay.PlusDays(-1), async c =>
        {
            while (scene.Writer.Find(Account)!.BalanceAmount < Amount.Whole(Comfort, Asset.Usd)) await scene.TopUp(Account, "1000", c);
        });
        foreach (var (until, calls) in Reports(scene.End))
            scene.At(until, c => Task.WhenAll(calls.GroupBy(call => call.Key).Select(of => scene.Report(Account, [.. of.Select(call => call.Event)], keys[of.Key].Key.Id, c))));

        // The calls went past the door where a key is looked up, which is what marks it as used.
        scene.At(scene.End, async c =>
        {
            foreach (var key in keys.Values) await scene.Get<IApiKeys>().Find(key.Secret, c);
        });
    }

    /// <summary>Hour by hour in the last week, where a reader looks closely; before it half a day at a time, which starts the demo sooner.</summary>
    private static IEnumerable<(Instant Until, IReadOnlyList<DemoCall> Calls)> Reports(Instant end)
    {
        var waiting = new List<DemoCall>();
        foreach (var (until, calls) in new DemoUsage(end).ByHour())
        {
            waiting.AddRange(calls);
            if (until < end.PlusDays(-7) && until.HourNumber % 12 != 0) continue;
            yield return (until, waiting);
            waiting = [];
        }
    }
}
