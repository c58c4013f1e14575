using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Cards;

/// <summary>Checks of cards whose end nobody knows yet: a hold is never left (KO-32).</summary>
public sealed class OpenCardChecks(CheckCard check) : IOpenItems
{
    private const int MostPerRound = 200;

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel)
    {
        // Whoever saved the card looks at once; what he leaves open is older than that.
        var open = await db.Payments
            .Where(p => p.Purpose == PaymentPurpose.CardCheck && p.Created < lookedAtBefore)
            .Where(p => p.State == PaymentState.Created || p.State == PaymentState.Pending || p.State == PaymentState.Held)
            .Where(p => p.LookedAt == null || p.LookedAt < lookedAtBefore)
            .OrderBy(p => p.LookedAt).ThenBy(p => p.Number).Select(p => p.Id).Take(MostPerRound).ToListAsync(cancel);
        return [.. open.Select(id => id.ToString())];
    }

    public Task Finish(string item, CancellationToken cancel) =>
        PrefixedId.TryParse("pay", item, out var id) ? check.Run(new PaymentId(id), cancel) : throw new FormatException($"{item} is no payment");
}
