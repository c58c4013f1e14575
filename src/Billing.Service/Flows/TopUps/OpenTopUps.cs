using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.TopUps;

/// <summary>Payment pages that are open, and payments whose bank takes its days.</summary>
public sealed class OpenTopUps(SettleTopUp settle) : IOpenItems
{
    private const int MostPerRound = 500;

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel) =>
        await db.Payments
            .Where(p => (p.State == PaymentState.Open || p.State == PaymentState.Pending) && p.Purpose == PaymentPurpose.TopUp && p.GatewaySession != null)
            .Where(p => p.LookedAt == null || p.LookedAt < lookedAtBefore)
            .OrderBy(p => p.LookedAt).ThenBy(p => p.Number).Select(p => p.GatewaySession!).Take(MostPerRound).ToListAsync(cancel);

    public Task Finish(string item, CancellationToken cancel) => settle.Run(item, cancel);
}
