namespace Billing.Service.Ports;

/// <summary>Seam: outgoing mail. Development writes files into a pickup folder.</summary>
public interface IMailSender
{
    /// <summary>Hands one message over; throws when the transport is down, so that the outbox tries again.</summary>
    Task Send(Mail mail, CancellationToken cancel);
}

/// <param name="Key">Natural key of the message: sending it again with the same key must not deliver twice where the transport can tell.</param>
public sealed record Mail(string Key, string To, string Subject, string Text, string Html);
