using Billing.PriceBooks;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Resources;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Seconds in arrears and an invoice a month: the document's ten instances and its free one, an upgrade in mid-month, and
/// a card whose network replaced it and that failed on the first of this month, so that the invoice is past due. Late in the
/// month an operator waits with the deletion and lets the instances run again.
/// </summary>
internal sealed class NordwindStory : DemoStory
{
    private static readonly TimeSpan BeforeTheDeletion = TimeSpan.FromDays(20.5);

    public override AccountId Account => DemoOrganisations.Nordwind;
    public override string Name => "Nordwind Cloud";
    public override string Book => "koyeb";

    public override async Task Begin(DemoScene scene, CancellationToken cancel)
    {
        var start = Begins(scene.End);
        await Create(scene, "landing-page", "free", 1, cancel);
        var card = await scene.Card(Account, "pm_card_visa", cancel);
        DemoScene.Done(await scene.Get<SetBillingProfile>().Run(
            scene.Owner, Account, new BillingDetails("DE", Business: true, "Nordwind Cloud GmbH", "DE136695976"), cancel));
        await scene.Plan(Account, "starter", cancel);
        await Create(scene, "worker", "nano", 2, cancel);
        await Create(scene, "api", "micro", 5, cancel);
        await Create(scene, "search", "small", 3, cancel);
        scene.At(start.PlusDays(33), c => scene.Plan(Account, "startup", c));
        scene.At(scene.End.StartOfMonth.Plus(-TimeSpan.FromHours(6)), c => scene.ReplaceCard(Account, card, "4000000000000341", c));
        scene.At(scene.End.StartOfMonth.Plus(BeforeTheDeletion), c => scene.HoldOff(
            Account, RecoveryBlocks.Instances | RecoveryBlocks.Resources, "They wrote: the new card is on its way.", c));
    }

    private async Task Create(DemoScene scene, string name, string size, int instances, CancellationToken cancel) =>
        DemoScene.Done(await scene.Get<CreateResource>().Run(
            scene.Owner, new NewResource(Account, new ResourceId(Guid.CreateVersion7()), name, size, instances, Start: true), cancel));
}
