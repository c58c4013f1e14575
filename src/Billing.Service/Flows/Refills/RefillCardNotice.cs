using Billing.Service.Flows.Notices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <summary>A card was saved, or came off file: without one refill is paused, with one it is looked at again. It runs after what keeps the cards.</summary>
public sealed class RefillCardNotice(Writer writer, RefillWatch watch) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Card;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel)
    {
        if (notice.Customer is not { } customer) return null;
        var account = await writer.Run(scope => WithCard(scope, customer), cancel);
        if (account is { } id) await watch.Look(id, cancel);
        return null;
    }

    /// <summary>Whose refill a card can be charged for now; null where none is.</summary>
    private static AccountId? WithCard(WriteScope scope, string customer)
    {
        if (scope.Db.Customers.FirstOrDefault(row => row.GatewayCustomer == customer) is not { } row) return null;
        if (row is { Card: not null, DeletedAt: null }) return scope.Wallet(row.Account).Id;
        RefillPause.CardGone(scope, row.Account);
        return null;
    }
}
