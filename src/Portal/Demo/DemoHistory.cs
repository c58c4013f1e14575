using Billing.Service.Flows;
using Billing.Service.Jobs;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage.Portal;
using Billing.Units;
using Microsoft.AspNetCore.Identity;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Lives the demo's last ninety days: the clocks are put back, and what the stories tell goes through the same flows as
/// anybody's, in the order it happened, with the jobs at every midnight, until the clocks are at the present again.
/// </summary>
internal sealed class DemoHistory(IServiceProvider services, SandboxServer sandbox)
{
    private readonly BillingClock _clock = services.GetRequiredService<BillingClock>();

    public async Task Write(CancellationToken cancel)
    {
        var (end, offset) = (_clock.Now, _clock.Offset);
        DemoStory[] stories = [new HaldenStory(), new KestrelStory(), new LumenStory(), new MarlowStory(), new NordwindStory(), .. Newcomers()];
        // Ninety days of looking are asked of the local Stripe within seconds.
        var janitor = services.GetRequiredService<OpenItemsJob>();
        var breath = janitor.Breath;
        janitor.Breath = TimeSpan.Zero;
        try
        {
            _clock.MoveTo(stories.Min(story => story.Begins(end)));
            await services.GetRequiredService<DemoPeople>().Seed(cancel);
            var (owner, support) = (await Person(DemoPeople.Owner), await Person(DemoPeople.Operator));
            var scene = new DemoScene(services, sandbox, new(owner.Id, owner.DisplayName), new(support.Id, support.DisplayName), end);
            foreach (var story in stories) scene.At(story.Begins(end), _ => Begin(story, scene, cancel));
            scene.Every(TimeSpan.FromDays(1), end.StartOfDay.PlusDays(-DemoUsage.Days), (_, _) => Jobs(scene, cancel));
            while (scene.TryNext(out var at, out var happens))
            {
                _clock.MoveTo(at);
                await happens(cancel);
            }

            _clock.MoveTo(end);
            await Jobs(scene, cancel);
        }
        finally
        {
            janitor.Breath = breath;
            _clock.Offset = offset;
            sandbox.ClockOffset = offset;
        }
    }

    private static IEnumerable<DemoStory> Newcomers() =>
    [
        new NewcomerStory(DemoOrganisations.Osprey, "Osprey Works", "modelstack"),
        new NewcomerStory(DemoOrganisations.Petrel, "Petrel Vision", "deployments"),
    ];

    private async Task<PortalUser> Person(DemoSignIn who) =>
        await services.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(who.Email) ?? throw new InvalidOperationException($"The demo has no {who.Email}");

    private async Task Begin(DemoStory story, DemoScene scene, CancellationToken cancel)
    {
        await services.GetRequiredService<OpenAccount>().Open(story.Account, story.Name, story.Book, cancel);
        await services.GetRequiredService<DemoPeople>().Found(story.Account, story.Name, cancel);
        await story.Begin(scene, cancel);
    }

    private async Task Jobs(DemoScene scene, CancellationToken cancel)
    {
        scene.TellTheProvider();
        foreach (var job in services.GetServices<PollingJob>()) await job.RunNow(cancel);
    }
}
