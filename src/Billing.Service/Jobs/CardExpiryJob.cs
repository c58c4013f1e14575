using Billing.Service.Flows.Cards;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Writes the letters about cards that expire (F19).</summary>
public sealed class CardExpiryJob(Writer writer, BillingReader reader, BillingClock clock, WarnOfExpiry warn, ILogger<CardExpiryJob> log)
    : LeasedJob<string>(writer, "card-expiry", TimeSpan.FromMinutes(2), log)
{
    private const int MostPerRound = 500;

    protected override TimeSpan Pause => TimeSpan.FromMinutes(30);

    protected override async Task<IEnumerable<string>> Due(CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        return await WarnOfExpiry.Near(db, clock.Now).Take(MostPerRound).ToListAsync(cancel);
    }

    protected override Task Do(string card, CancellationToken cancel) => warn.Run(card, cancel);
}
