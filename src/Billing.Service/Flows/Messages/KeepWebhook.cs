using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Messages;

/// <summary>Keeps a verified webhook before it is answered, so that a 200 never forgets one. The same event again changes nothing.</summary>
public sealed class KeepWebhook(Writer writer)
{
    public Task<bool> Run(WebhookNotice notice, byte[] body, CancellationToken cancel) => writer.Run(scope =>
    {
        if (scope.Db.Inbox.Any(row => row.EventId == notice.EventId)) return false;
        scope.Db.Inbox.Add(new InboxRow { EventId = notice.EventId, Type = notice.Type, Body = body, Received = scope.Now });
        return true;
    }, cancel);
}
