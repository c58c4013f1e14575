using System.Globalization;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Messages;

/// <summary>Lets an event run once more, at an operator's wish: a flow that ran before finds its key and does nothing twice.</summary>
public sealed class ReplayWebhook(Writer writer, IMemberships memberships)
{
    public async Task<Outcome<string>> Run(Actor.Operator actor, string eventId, CancellationToken cancel)
    {
        if (!await memberships.IsOperator(actor.UserId, cancel)) return new Refusal("not_permitted", "Only operators may do this.");
        return await writer.Run<Outcome<string>>(scope =>
        {
            if (scope.Db.Inbox.Find(eventId) is not { } row) return new Refusal("not_found", "There is no such event.");
            (row.HandledAt, row.Attempts, row.NotBefore) = (null, 0, null);
            row.Note = $"Replayed by {actor.Label} on {scope.Now.ToDateTimeOffset().ToString("d MMMM, HH:mm 'UTC'", CultureInfo.InvariantCulture)}";
            return eventId;
        }, cancel);
    }
}
