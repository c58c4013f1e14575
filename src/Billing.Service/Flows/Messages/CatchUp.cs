using System.Globalization;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Messages;

/// <summary>What catching up brought.</summary>
/// <param name="ByEvents">False where events could not tell everything and the provider's objects were walked instead.</param>
/// <param name="Found">What was not in the inbox yet.</param>
public sealed record CaughtUp(bool ByEvents, int Found);

/// <summary>
/// Finds what no webhook told: the provider's events since the portal last knew them all, each put through the inbox's
/// door, where a known one changes nothing. Events are kept for 30 days; after a longer absence every object that may have
/// changed goes through the same door, as if an event had named it, and then the events that are still there.
/// </summary>
public sealed class CatchUp(Writer writer, BillingReader reader, IGatewayRecords records, IPaymentGateway gateway, KeepWebhook keep, BillingClock clock)
{
    private const string Setting = "gateway_events_known_until";

    /// <summary>A day less than the provider keeps events, so that none expires while they are being read.</summary>
    private static readonly TimeSpan EventsReachBack = TimeSpan.FromDays(29);

    /// <summary>Clocks differ a little, and the newest events are listed a little late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>What is older does not change any more but for disputes, which banks open for at most 120 days.</summary>
    private static readonly TimeSpan ObjectsChangeFor = TimeSpan.FromDays(130);

    /// <exception cref="GatewayAwayException">The provider did not answer; what was found so far is kept, and the next run begins at the same place.</exception>
    public async Task<CaughtUp> Run(CancellationToken cancel)
    {
        var now = clock.Now;
        var reach = now.Plus(-EventsReachBack);
        var since = await KnownUntil(cancel) ?? reach;
        var byEvents = since >= reach;
        var found = byEvents ? await Events(since.Plus(-Overlap), cancel) : await Objects(since, cancel) + await Events(reach, cancel);
        await writer.Run(scope => Remember(scope, now), cancel);
        return new(byEvents, found);
    }

    private async Task<int> Events(Instant since, CancellationToken cancel)
    {
        var found = 0;
        await foreach (var happened in records.Events(since, cancel))
        {
            if (await keep.Run(gateway.ReadWebhook(happened.Body), happened.Body, cancel)) found++;
        }

        return found;
    }

    private async Task<int> Objects(Instant since, CancellationToken cancel)
    {
        var from = since.Plus(-ObjectsChangeFor);
        var seen = new HashSet<(NoticeSubject, string)>();
        var found = 0;
        await foreach (var (subject, id, customer) in Changed(from, cancel))
        {
            if (!seen.Add((subject, id))) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"look_{since.Micros}_{id}");
            if (await keep.Run(new WebhookNotice(name, "catch_up.object", clock.Now, subject, id, customer), ReadOnlyMemory<byte>.Empty, cancel)) found++;
        }

        return found;
    }

    private async IAsyncEnumerable<(NoticeSubject Subject, string Id, string? Customer)> Changed(
        Instant from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using (var db = reader.OpenContext())
        {
            foreach (var customer in await db.Customers.Where(row => row.DeletedAt == null).Select(row => row.GatewayCustomer).ToListAsync(cancel))
                yield return (NoticeSubject.Customer, customer, customer);
            foreach (var card in await db.Cards.Where(row => row.RemovedAt == null).ToListAsync(cancel))
                yield return (NoticeSubject.Card, card.Card, await db.Customers.Where(row => row.Account == card.Account).Select(row => row.GatewayCustomer).FirstOrDefaultAsync(cancel));
        }

        await foreach (var page in records.Checkouts(from, cancel)) yield return (NoticeSubject.Checkout, page.Id, page.CustomerId);
        await foreach (var subscription in records.Subscriptions(cancel)) yield return (NoticeSubject.Subscription, subscription.Id, subscription.CustomerId);
        await foreach (var invoice in records.Invoices(from, cancel)) yield return (NoticeSubject.Invoice, invoice.Id, invoice.CustomerId);
        await foreach (var payment in records.Payments(from, cancel)) yield return (NoticeSubject.Payment, payment.Id, payment.CustomerId);
        // A refund of a payment that is older than the payments listed.
        await foreach (var refund in records.Refunds(from, cancel)) yield return (NoticeSubject.Payment, refund.PaymentIntent, null);
        await foreach (var dispute in records.Disputes(from, cancel)) yield return (NoticeSubject.Dispute, dispute.Id, null);
    }

    private async Task<Instant?> KnownUntil(CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        return await db.Settings.FirstOrDefaultAsync(row => row.Key == Setting, cancel) is { } row
            ? new Instant(long.Parse(row.Value, CultureInfo.InvariantCulture))
            : null;
    }

    private static bool Remember(WriteScope scope, Instant until)
    {
        var value = until.Micros.ToString(CultureInfo.InvariantCulture);
        if (scope.Db.Settings.Find(Setting) is { } row) row.Value = value;
        else scope.Db.Settings.Add(new SettingRow { Key = Setting, Value = value });
        return true;
    }
}
