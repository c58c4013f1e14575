using Billing.Service.Flows.Notices;
using Billing.Service.Ports;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>Something happened to a payment: money of it may have gone back.</summary>
public sealed class MoneyBackNotice(SyncMoneyBack sync) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Payment;

    public Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => sync.Run(notice.Id!, cancel);
}

/// <summary>A bank asks about a payment, takes its money, or decides.</summary>
public sealed class DisputeNotice(SyncDispute sync) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Dispute;

    public Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => sync.Run(notice.Id!, cancel);
}
