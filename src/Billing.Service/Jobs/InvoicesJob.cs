using Billing.Service.Flows.Invoices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Collects invoices: what is due for an attempt, and what an answer was lost of.</summary>
public sealed class InvoicesJob(Writer writer, BillingReader reader, BillingClock clock, CollectInvoice collect, ILogger<InvoicesJob> log) : PollingJob(log)
{
    private const int MostPerRound = 200;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private readonly Lease _lease = new(writer, "invoices", LeaseLength);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(15);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        var now = clock.Now;
        await using var db = reader.OpenContext();
        var due = await db.Collections.Where(row => row.State == CollectionState.Open && row.NextAttempt <= now)
            .OrderBy(row => row.NextAttempt).ThenBy(row => row.Invoice).Select(row => row.Invoice).Take(MostPerRound).ToListAsync(cancel);
        foreach (var invoice in due.Concat(await Unanswered(db, cancel)).Distinct())
        {
            if (!await _lease.Take(cancel)) return;
            await Collect(invoice, cancel);
        }
    }

    /// <summary>One that fails stops no other.</summary>
    private async Task Collect(long invoice, CancellationToken cancel)
    {
        try
        {
            await collect.Run(invoice, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Invoice {Invoice} could not be collected; it is tried again", invoice);
        }
    }

    private static async Task<IEnumerable<long>> Unanswered(BillingDb db, CancellationToken cancel) =>
        (await db.Payments.Where(payment => payment.Purpose == PaymentPurpose.Invoice && payment.State == PaymentState.Created)
            .OrderBy(payment => payment.Number).Select(payment => payment.Subject!).Take(MostPerRound).ToListAsync(cancel))
            .Select(subject => long.Parse(subject, System.Globalization.CultureInfo.InvariantCulture));
}
