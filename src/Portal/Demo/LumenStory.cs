using System.Globalization;
using Billing.Service;
using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Resources;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Hours in advance: a small deployment that is paused whenever it is not needed, one that was tried and stopped, and a large one that
/// has just run out of credits and waits for a top-up.
/// </summary>
internal sealed class LumenStory : DemoStory
{
    private const int SmallHour = 60;
    private const int LargeHour = 350;

    /// <summary>The small one runs so many hours of every second day.</summary>
    private const int Shift = 20;

    public override AccountId Account => DemoOrganisations.Lumen;
    public override string Name => "Lumen Inference";
    public override string Book => "deployments";

    public override async Task Begin(DemoScene scene, CancellationToken cancel)
    {
        var (start, end) = (Begins(scene.End), scene.End.StartOfHour);
        await scene.TopUp(Account, "300", cancel);
        await scene.Card(Account, "pm_card_visa", cancel);
        await Redeem(scene, cancel);
        var chat = await Create(scene, "chat-7b", "gpu-s", cancel);
        for (var day = 0; day < DemoUsage.Days; day += 2)
        {
            var morning = start.PlusDays(day);
            scene.At(morning.Plus(TimeSpan.FromHours(Shift)), c => Change(scene, chat, ResourceAction.Pause, c));
            scene.At(morning.PlusDays(2), c => Change(scene, chat, ResourceAction.Resume, c));
        }

        scene.At(start.PlusDays(30), async c =>
        {
            var tried = await Create(scene, "embed-trial", "gpu-m", c);
            scene.At(start.PlusDays(30).Plus(TimeSpan.FromMinutes(7 * 60 + 25)), later => Change(scene, tried, ResourceAction.Stop, later));
        });
        scene.At(start.PlusDays(45), c => scene.TopUp(Account, "300", c));
        scene.At(end.PlusDays(-3), c => scene.TopUp(Account, "50", c));
        scene.At(end.PlusDays(-2).Plus(TimeSpan.FromMinutes(1)), c => StartTheLargeOne(scene, end, c));
    }

    /// <summary>So late that its credits end a few hours before the present.</summary>
    private Task StartTheLargeOne(DemoScene scene, Instant end, CancellationToken cancel)
    {
        var hours = (scene.Writer.Find(Account)!.Balance / Asset.UnitsPerWhole - Shift * SmallHour) / LargeHour;
        var from = end.Plus(-TimeSpan.FromHours(Math.Min(40, hours + 3)));
        scene.At(from, c => Create(scene, "llama-70b", "gpu-l", c));
        cancel.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    private async Task Redeem(DemoScene scene, CancellationToken cancel)
    {
        // The code is good for a year that the history may lie outside of; then there is nothing to redeem.
        var answer = await scene.Get<RedeemCoupon>().Run(scene.Owner, Account, "GPU-WELCOME", scene.Once("code"), cancel);
        if (answer.Refusal is { Code: not ("expired" or "not_started") }) DemoScene.Done(answer);
    }

    private async Task<ResourceId> Create(DemoScene scene, string name, string size, CancellationToken cancel)
    {
        var id = new ResourceId(Guid.CreateVersion7());
        DemoScene.Done(await scene.Get<CreateResource>().Run(scene.Owner, new NewResource(Account, id, name, size, 1, Start: true), cancel));
        return id;
    }

    private async Task Change(DemoScene scene, ResourceId resource, ResourceAction action, CancellationToken cancel) =>
        DemoScene.Done(await scene.Get<ChangeResource>().Run(scene.Owner, new ResourceChange(Account, resource, action, scene.Once("resource")), cancel));
}
