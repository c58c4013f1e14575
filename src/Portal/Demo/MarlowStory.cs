using System.Globalization;
using Billing.Metering;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Included credits first, then top-ups at the plan's discount: a first top-up of nearly a year ago that is about to
/// expire, a small plan that was outgrown, a larger one with a cycle of its own.
/// </summary>
internal sealed class MarlowStory : DemoStory
{
    private static readonly (string Model, int Input, int Output)[] Calls =
        [("claude-sonnet-4.5", 14_000, 1_200), ("gpt-5.2", 9_000, 900), ("gemini-2.5-flash", 30_000, 2_500), ("claude-haiku-4.5", 22_000, 1_800)];

    private readonly Random _random = new(1_906);
    private int _count;

    public override AccountId Account => DemoOrganisations.Marlow;
    public override string Name => "Marlow Studio";
    public override string Book => "modelstack";

    /// <summary>A year ago but for fifteen days, so that what was bought first ends soon.</summary>
    public override Instant Begins(Instant end) => new MonthAnchor(end.StartOfHour.PlusDays(15)).Plus(-12);

    public override async Task Begin(DemoScene scene, CancellationToken cancel)
    {
        var key = (await scene.Key(Account, "studio", cancel)).Key.Id;
        await scene.TopUp(Account, "40", cancel);
        await scene.Card(Account, "pm_card_mastercard", cancel);
        scene.At(scene.End.PlusDays(-85), c => scene.Plan(Account, "starter", c));
        scene.At(scene.End.PlusDays(-40), c => scene.Plan(Account, "pro", c));
        scene.At(scene.End.PlusDays(-20), c => scene.TopUp(Account, "20", c));
        var first = scene.End.StartOfHour.PlusDays(-DemoUsage.Days);
        scene.Every(TimeSpan.FromHours(12), first, (until, c) => scene.Report(
            Account, [.. SixHours(until.Plus(-TimeSpan.FromHours(6)), (scene.End - until).Days), .. SixHours(until, (scene.End - until).Days)], key, c));
    }

    private List<UsageEvent> SixHours(Instant until, int daysAgo)
    {
        var busy = until.HourNumber % 24 is >= 9 and < 24;
        var count = (daysAgo > 40 ? 10 : 24) * (busy ? 3 : 1) / 3 + _random.Next(2);
        return [.. Enumerable.Range(0, count).Select(_ => Call(until))];
    }

    private UsageEvent Call(Instant until)
    {
        var (model, input, output) = Calls[_random.Next(Calls.Length)];
        var failed = _random.Next(60) == 0;
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"run-{++_count:D6}"),
            Source = "studio/gateway",
            Meter = "model_tokens",
            Model = model,
            Time = until.Plus(-TimeSpan.FromMinutes(_random.Next(1, 350))),
            Status = failed ? UsageStatus.Error : UsageStatus.Success,
            HttpStatus = failed ? 529 : 200,
            Quantities = Count((Measure.InputTokens, input * _random.Next(50, 151) / 100), (Measure.OutputTokens, failed ? 0 : output * _random.Next(50, 151) / 100)),
            LatencyMs = _random.Next(900, 9_000),
            Service = "stack-editor",
        };
    }
}
