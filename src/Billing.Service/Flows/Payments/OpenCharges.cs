using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Payments;

/// <summary>Charges of the card on file whose answer nobody noted, or that the bank takes its time with; those for a plan are looked at with plans.</summary>
public sealed class OpenCharges(ChargeCard charge, BillingClock clock) : IOpenItems
{
    private const int MostPerRound = 500;
    private static readonly TimeSpan LongestCharge = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel)
    {
        var answeredByNow = clock.Now.Plus(-LongestCharge);
        var open = await db.Payments
            .Where(p => (p.State == PaymentState.Created || p.State == PaymentState.Pending) && p.Created <= answeredByNow)
            .Where(p => p.Purpose == PaymentPurpose.Invoice || p.Purpose == PaymentPurpose.Refill)
            .Where(p => p.LookedAt == null || p.LookedAt <= lookedAtBefore)
            .OrderBy(p => p.LookedAt).ThenBy(p => p.Number).Select(p => p.Id).Take(MostPerRound).ToListAsync(cancel);
        return [.. open.Select(id => id.ToString())];
    }

    public Task Finish(string item, CancellationToken cancel) =>
        PrefixedId.TryParse("pay", item, out var id) ? charge.Run(new PaymentId(id), cancel) : throw new FormatException($"{item} is no payment");
}
