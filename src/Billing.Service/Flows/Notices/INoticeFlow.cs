using Billing.Service.Ports;

namespace Billing.Service.Flows.Notices;

/// <summary>
/// What a webhook leads to. It reads the subject back from the provider and compares it with our rows, so that the order
/// of events, a duplicate or a twin of one never matters. Several may follow one subject; each runs, in the order of registration.
/// </summary>
public interface INoticeFlow
{
    NoticeSubject Subject { get; }

    /// <summary>Null when there is nothing more to do; a refusal keeps the event in the inbox, to be tried again.</summary>
    Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel);
}
