using System.Globalization;
using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Cards;

/// <summary>Choices of a card that nobody noted the provider to know: what it charges by itself would go to the card before.</summary>
public sealed class OpenDefaultCards(TellDefaultCard tell) : IOpenItems
{
    private const int MostPerRound = 200;

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel)
    {
        var untold = await db.Customers.Where(row => row.DeletedAt == null && row.Card != null && row.Card != row.GatewayCard)
            .OrderBy(row => row.Account).Select(row => row.Account).Take(MostPerRound).ToListAsync(cancel);
        return [.. untold.Select(account => account.ToString(CultureInfo.InvariantCulture))];
    }

    public Task Finish(string item, CancellationToken cancel) => tell.Run(int.Parse(item, CultureInfo.InvariantCulture), cancel);
}
