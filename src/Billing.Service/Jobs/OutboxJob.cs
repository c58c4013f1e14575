using Billing.Service.Flows.Messages;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Sends what flows left in the outbox. A mail server that is down delays mail, never money.</summary>
public sealed class OutboxJob(Writer writer, BillingReader reader, BillingClock clock, IMailSender mail, ILogger<OutboxJob> log) : PollingJob(log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        var now = clock.Now;
        await using var db = reader.OpenContext();
        var waiting = await db.Outbox.Where(row => row.SentAt == null && row.NotBefore <= now).OrderBy(row => row.Created).Take(50).ToListAsync(cancel);
        foreach (var row in waiting) await Send(row, cancel);
    }

    private async Task Send(OutboxRow row, CancellationToken cancel)
    {
        string? error = null;
        try
        {
            await mail.Send(Outbox.Read(row), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            error = e.Message;
        }

        await writer.Run(scope =>
        {
            var kept = scope.Db.Outbox.Single(o => o.Key == row.Key);
            kept.Attempts++;
            kept.LastError = error;
            if (error is null) kept.SentAt = scope.Now;
            else kept.NotBefore = scope.Now.Plus(TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Min(kept.Attempts, 6))));
            return true;
        }, cancel);
    }
}
