using Billing.Service.Access;
using Billing.Service.Flows.Messages;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>Sends what flows left in the outbox. A mail server that is down delays mail, never money.</summary>
public sealed class OutboxJob(Writer writer, BillingReader reader, BillingClock clock, IMailSender mail, IMemberships memberships, ILogger<OutboxJob> log) : PollingJob(log)
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
            foreach (var letter in await Addressed(Outbox.Read(row), cancel)) await mail.Send(letter, cancel);
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

    /// <summary>A mail to an organisation goes to whoever reads its money mails now, each under a key of its own.</summary>
    private async Task<IEnumerable<Mail>> Addressed(Mail letter, CancellationToken cancel) =>
        AccountMail.Addressee(letter) is { } account
            ? (await memberships.BillingMails(account, cancel)).Select(to => letter with { To = to, Key = $"{letter.Key}:{to}" })
            : [letter];
}
