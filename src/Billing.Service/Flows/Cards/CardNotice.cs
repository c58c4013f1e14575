using Billing.Service.Flows.Notices;
using Billing.Service.Ports;

namespace Billing.Service.Flows.Cards;

/// <summary>A card was saved, renewed by its network, or taken off at the provider (F19).</summary>
public sealed class CardNotice(SyncCards sync) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Card;

    public Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => sync.Run(notice, cancel);
}

/// <summary>A customer was changed or deleted at the provider: whether he is still there, with which cards, and which is charged, is read back (F20).</summary>
public sealed class CustomerNotice(SyncCards sync) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Customer;

    public Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel) => sync.Run(notice, cancel);
}
