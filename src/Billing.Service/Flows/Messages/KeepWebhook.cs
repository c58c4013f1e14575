using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Messages;

/// <summary>
/// The door of the inbox, for webhooks and for what catching up found: keeps a genuine event before it is answered, so that
/// a 200 never forgets one. The same event again changes nothing.
/// </summary>
public sealed class KeepWebhook(Writer writer)
{
    /// <summary>True where the event was not known before.</summary>
    /// <param name="body">As it came; kept only where it cannot be read yet.</param>
    public Task<bool> Run(WebhookNotice notice, ReadOnlyMemory<byte> body, CancellationToken cancel) => writer.Run(scope =>
    {
        if (scope.Db.Inbox.Any(row => row.EventId == notice.EventId)) return false;
        scope.Db.Inbox.Add(new InboxRow
        {
            EventId = notice.EventId,
            Type = notice.Type,
            Subject = notice.Subject,
            SubjectId = notice.Id,
            Customer = notice.Customer,
            Body = notice.Unread ? body.ToArray() : [],
            Created = notice.Created,
            Received = scope.Now,
        });
        return true;
    }, cancel);
}
