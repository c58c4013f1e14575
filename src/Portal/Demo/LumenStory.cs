using System.Globalization;
using Billing.Refills;
using Billing.Service;
using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Refills;
using Billing.Service.Flows.Resources;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Hours in advance: a small deployment that is paused whenever it is not needed, one that was tried and stopped, and a large one that
/// has just run out of credits, because the bank refuses the refill.
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
        scene.At(start.PlusDays(45), c => scene.TopUp(Account, "50", c));
        scene.At(start.PlusDays(52), c => TurnRefillOn(scene, c));
        scene.Every(TimeSpan.FromHours(12), start.PlusDays(52).Plus(TimeSpan.FromHours(6)), (_, c) => LookWhetherToRefill(scene, c));
        scene.At(end.PlusDays(-3), c => scene.TopUp(Account, "50", c));
        scene.At(end.PlusDays(-2), c => scene.Card(Account, "pm_card_chargeCustomerFail", c));
        scene.At(end.PlusDays(-2).Plus(TimeSpan.FromMinutes(1)), c => StartTheLargeOne(scene, end, c));
        scene.Every(TimeSpan.FromMinutes(30), end.PlusDays(-1), (_, c) => LookWhetherToRefill(scene, c));
    }

    /// <summary>It refills well for weeks; then the card was replaced by one whose bank says no, just when the large one needs credits.</summary>
    private async Task TurnRefillOn(DemoScene scene, CancellationToken cancel)
    {
        scene.TellTheProvider();
        var (book, wallet) = (scene.Book(Account), scene.Writer.Find(Account)!);
        var settings = new AutoRefillSettings(Amount.Whole(500, wallet.Asset), Amount.Whole(2_000, wallet.Asset), Amount.Whole(160, book.Currency), 3);
        DemoScene.Done(await scene.Get<SetRefill>().Run(scene.Owner, Account, new(settings, Amount.Whole(20, book.Currency)), cancel));
        scene.Get<RefillWatch>().Leave(Account);
    }

    private async Task LookWhetherToRefill(DemoScene scene, CancellationToken cancel)
    {
        // While years pass in seconds looks are made one by one, so that every demo is the same.
        scene.Get<RefillWatch>().Leave(Account);
        scene.TellTheProvider();
        await scene.Get<RefillWatch>().Look(Account, cancel);
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
