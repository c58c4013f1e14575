using Billing.Service.Flows.Notices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// Works off the webhook inbox: the flow by its own key first, then the mark. A crash between the two only repeats a flow
/// that then finds its key. What fails stays, with its error, and is tried again.
/// </summary>
public sealed class InboxJob(Writer writer, BillingReader reader, IPaymentGateway gateway, IEnumerable<INoticeFlow> flows, ILogger<InboxJob> log) : PollingJob(log)
{
    /// <summary>Tries after which an event waits for a person; reconciliation still finds its payment.</summary>
    public const int MaxAttempts = 20;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        var waiting = await db.Inbox.Where(row => row.HandledAt == null && row.Attempts < MaxAttempts).OrderBy(row => row.Received).Take(50).ToListAsync(cancel);
        foreach (var row in waiting) await Work(row, cancel);
    }

    private async Task Work(InboxRow row, CancellationToken cancel)
    {
        string? error = null;
        try
        {
            var notice = gateway.ReadWebhook(row.Body);
            foreach (var flow in flows.Where(flow => flow.Subject == notice.Subject))
            {
                if (await flow.Run(notice, cancel) is { } no) error ??= $"{no.Code}: {no.Message}";
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            error = e.Message;
        }

        await writer.Run(scope =>
        {
            var kept = scope.Db.Inbox.Single(i => i.EventId == row.EventId);
            kept.Attempts++;
            kept.LastError = error;
            if (error is null) kept.HandledAt = scope.Now;
            return true;
        }, cancel);
    }
}
