using Billing.Service.Flows.Notices;
using Billing.Service.Ports;

namespace Billing.Service.Flows.TopUps;

/// <summary>A payment page was paid, left or closed.</summary>
public sealed class CheckoutNotice(SettleTopUp settle) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Checkout;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => (await settle.Run(notice.Id!, cancel)).Refusal;
}
