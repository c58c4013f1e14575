using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Plans;

/// <summary>Orders for a plan whose answer nobody noted or that the bank takes its time with, and pages on which a customer was to subscribe.</summary>
public sealed class OpenPlanPayments(CollectPlan collect, SettlePlanCheckout pages, BillingClock clock) : IOpenItems
{
    private const int MostPerRound = 500;
    private static readonly TimeSpan LongestCharge = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel)
    {
        var answeredByNow = clock.Now.Plus(-LongestCharge);
        var open = await db.Payments
            .Where(p => p.Purpose == PaymentPurpose.Plan && p.Created <= answeredByNow && (p.State == PaymentState.Created || p.State == PaymentState.Pending || (p.State == PaymentState.Open && p.GatewaySession != null)))
            .Where(p => p.LookedAt == null || p.LookedAt <= lookedAtBefore)
            .OrderBy(p => p.LookedAt).ThenBy(p => p.Number).Select(p => new { p.Id, p.GatewaySession }).Take(MostPerRound).ToListAsync(cancel);
        return [.. open.Select(order => order.GatewaySession ?? order.Id.ToString())];
    }

    public Task Finish(string item, CancellationToken cancel) =>
        PrefixedId.TryParse("pay", item, out var id) ? collect.Run(new PaymentId(id), cancel) : pages.Run(item, cancel);
}
