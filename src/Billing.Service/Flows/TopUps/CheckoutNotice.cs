using Billing.Service.Flows.Notices;
using Billing.Service.Ports;

namespace Billing.Service.Flows.TopUps;

/// <summary>A page on which credit is bought was paid, left or closed. Pages for cards and subscriptions have notices of their own.</summary>
public sealed class CheckoutNotice(SettleTopUp settle, IPaymentGateway gateway) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Checkout;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel)
    {
        var answer = await gateway.FindCheckout(notice.Id!, cancel);
        if (answer is GatewayAnswer<CheckoutSession>.Done { Value.Mode: not CheckoutMode.Payment }) return null;
        return (await settle.Run(answer, cancel)).Refusal;
    }
}
