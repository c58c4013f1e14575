using Billing.Service.Flows.Notices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>A customer was changed or deleted at the provider: whether he is still there, and with which cards, is read back (F20).</summary>
public sealed class CustomerNotice(Writer writer, SyncCards sync) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Customer;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) =>
        await writer.Run(scope => Owner(scope, notice.Id!), cancel) is { } account ? (await sync.Run(account, cancel)).Refusal : null;

    private static AccountId? Owner(WriteScope scope, string customer) =>
        scope.Db.Customers.FirstOrDefault(row => row.GatewayCustomer == customer) is { } known ? scope.Wallet(known.Account).Id : null;
}
