using Billing.Service.Flows.Notices;
using Billing.Service.Ports;

namespace Billing.Service.Flows.Plans;

/// <summary>An invoice of the provider was made, paid, or could not be paid.</summary>
public sealed class InvoiceNotice(SettlePlanInvoice settle) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Invoice;

    // A renewal that is only announced has no id yet.
    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => notice.Id is { } invoice ? await settle.Run(invoice, cancel) : null;
}

/// <summary>A subscription of the provider began, changed, or ended.</summary>
public sealed class SubscriptionNotice(FollowSubscription follow) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Subscription;

    public Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => follow.Run(notice.Id!, cancel);
}

/// <summary>A page on which a customer subscribes was paid, left or closed; pages for anything else are not looked at.</summary>
public sealed class SubscribePageNotice(SettlePlanCheckout settle) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Checkout;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) =>
        (await settle.Run(notice.Id!, cancel)).Refusal is { Code: not "not_found" } refusal ? refusal : null;
}
