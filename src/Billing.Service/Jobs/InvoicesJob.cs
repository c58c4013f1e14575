using Billing.Service.Flows.Invoices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Collects invoices: what is due for an attempt, and what an answer was lost of.</summary>
public sealed class InvoicesJob(Writer writer, BillingReader reader, BillingClock clock, CollectInvoice collect, ILogger<InvoicesJob> log)
    : LeasedJob<long>(writer, "invoices", TimeSpan.FromMinutes(2), log)
{
    private const int MostPerRound = 200;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(15);

    protected override async Task<IEnumerable<long>> Due(CancellationToken cancel)
    {
        var now = clock.Now;
        await using var db = reader.OpenContext();
        var due = await db.Collections.Where(row => row.State == CollectionState.Open && row.NextAttempt <= now)
            .OrderBy(row => row.NextAttempt).ThenBy(row => row.Invoice).Select(row => row.Invoice).Take(MostPerRound).ToListAsync(cancel);
        return due.Concat(await Unanswered(db, cancel)).Distinct().ToList();
    }

    protected override Task Do(long invoice, CancellationToken cancel) => collect.Run(invoice, cancel);

    private static async Task<IEnumerable<long>> Unanswered(BillingDb db, CancellationToken cancel) =>
        (await db.Payments.Where(payment => payment.Purpose == PaymentPurpose.Invoice && payment.State == PaymentState.Created)
            .OrderBy(payment => payment.Number).Select(payment => payment.Subject!).Take(MostPerRound).ToListAsync(cancel))
            .Select(subject => long.Parse(subject, System.Globalization.CultureInfo.InvariantCulture));
}
