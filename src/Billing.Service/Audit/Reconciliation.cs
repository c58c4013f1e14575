using Billing.Ledger;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Audit;

/// <summary>Reads both sides and compares them. Changes nothing, and may run beside everything else.</summary>
public sealed class Reconciliation(BillingReader reader, IGatewayRecords records, ICardGateway cards, BillingClock clock)
{
    /// <summary>An object may be made there a moment before its row here, or after: the provider is asked for a little more.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <param name="since">What was made before it is not compared.</param>
    /// <exception cref="GatewayAwayException">The provider did not answer.</exception>
    public async Task<ProviderMatch> Run(Instant since, CancellationToken cancel)
    {
        // The provider first: what it says then, we may know by the time we look.
        var from = since.Plus(-Margin);
        var there = new ProviderBooks(
            since,
            await records.Events(since, cancel).ToListAsync(cancel),
            await records.Checkouts(since, cancel).ToListAsync(cancel),
            await records.Payments(from, cancel).ToListAsync(cancel),
            await records.Refunds(from, cancel).ToListAsync(cancel),
            await records.Disputes(from, cancel).ToListAsync(cancel),
            await records.Invoices(from, cancel).ToListAsync(cancel),
            await records.Subscriptions(cancel).ToListAsync(cancel),
            await MissingCustomers(cancel));
        return ProviderComparison.Of(there, await Here(cancel), clock.Now);
    }

    private async Task<PortalBooks> Here(CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        return new(
            await db.Payments.ToListAsync(cancel),
            await db.Grants.Where(grant => grant.CauseKind == CauseKind.Payment).ToListAsync(cancel),
            await db.Refunds.ToListAsync(cancel),
            await db.Disputes.ToListAsync(cancel),
            await db.Subscriptions.Where(row => row.GatewaySubscription != null).ToListAsync(cancel),
            await db.Customers.ToListAsync(cancel),
            await db.Accounts.ToDictionaryAsync(row => row.Number, row => row.Name, cancel),
            await db.Inbox.Select(row => row.EventId).ToHashSetAsync(cancel));
    }

    private async Task<IReadOnlyCollection<string>> MissingCustomers(CancellationToken cancel)
    {
        List<string> known;
        await using (var db = reader.OpenContext()) known = await db.Customers.Where(row => row.DeletedAt == null).Select(row => row.GatewayCustomer).ToListAsync(cancel);
        var missing = new List<string>();
        foreach (var customer in known)
        {
            switch (await cards.ListCards(customer, cancel))
            {
                case GatewayAnswer<IReadOnlyList<GatewayCard>>.Refused:
                    missing.Add(customer);
                    break;
                case GatewayAnswer<IReadOnlyList<GatewayCard>>.Unknown lost:
                    throw new GatewayAwayException(lost.Detail);
            }
        }

        return missing;
    }
}
