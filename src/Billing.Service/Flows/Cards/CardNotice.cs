using Billing.Service.Flows.Notices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>A card was saved, renewed by its network, or taken off at the provider (F19).</summary>
public sealed class CardNotice(Writer writer, SyncCards sync) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Card;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) =>
        await writer.Run(scope => Owner(scope, notice), cancel) is { } account ? (await sync.Run(account, cancel)).Refusal : null;

    /// <summary>A card that is off names no customer: our row does. Null for a card that is not of ours.</summary>
    private static AccountId? Owner(WriteScope scope, WebhookNotice notice)
    {
        var account = scope.Db.Customers.FirstOrDefault(customer => customer.GatewayCustomer == notice.Customer)?.Account ?? scope.Db.Cards.Find(notice.Id)?.Account;
        return account is { } number ? scope.Wallet(number).Id : null;
    }
}
