using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Cards;

/// <summary>Cards that are off file here, and of which nobody noted that the provider knows it.</summary>
public sealed class OpenCardRemovals(DetachCard detach) : IOpenItems
{
    private const int MostPerRound = 200;

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel) =>
        await db.Cards.Where(card => card.RemovedAt != null && card.RemovedAt < lookedAtBefore && !db.Commands.Any(command => command.Key == DetachCard.Key + card.Card))
            .OrderBy(card => card.RemovedAt).Select(card => card.Card).Take(MostPerRound).ToListAsync(cancel);

    public Task Finish(string item, CancellationToken cancel) => detach.Run(item, cancel);
}
