using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Ports;

namespace Billing.Service.Flows.Cards;

/// <summary>A page on which a card is entered was finished; pages for payments and subscriptions are other flows' (F5).</summary>
public sealed class CardPageNotice(IPaymentGateway payments, FinishCardPage finish) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Checkout;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => await payments.FindCheckout(notice.Id!, cancel) switch
    {
        GatewayAnswer<CheckoutSession>.Done { Value: { Mode: CheckoutMode.Card, State: CheckoutState.Complete } } => await Finish(notice.Id!, cancel),
        GatewayAnswer<CheckoutSession>.Unknown => Customers.NoAnswer,
        _ => null,
    };

    /// <summary>A page of another portal at the same provider, and a card that is off again, need nothing more.</summary>
    private async Task<Refusal?> Finish(string session, CancellationToken cancel)
    {
        var kept = await finish.Run(session, mine: null, cancel);
        return kept.IsAccepted ? kept.Value.Left : kept.Refusal is { Code: "not_found" or "card_removed" } ? null : kept.Refusal;
    }
}
