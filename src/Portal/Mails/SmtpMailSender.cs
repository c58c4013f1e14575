using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Billing.Service.Ports;

namespace BillingPortal.Portal.Mails;

/// <summary>Hands mails to a mail server. The key travels as Message-ID, by which servers and readers tell a repeat.</summary>
public sealed class SmtpMailSender(MailOptions options) : IMailSender
{
    public async Task Send(Mail mail, CancellationToken cancel)
    {
        using var message = new MailMessage(options.From, mail.To)
        {
            Subject = string.Concat(mail.Subject.Select(c => char.IsControl(c) ? ' ' : c)),
            SubjectEncoding = Encoding.UTF8, Body = mail.Text, BodyEncoding = Encoding.UTF8,
        };
        using var html = AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html);
        message.AlternateViews.Add(html);
        message.Headers.Add("Message-ID", $"<{Uri.EscapeDataString(mail.Key)}@{message.From!.Host}>");

        using var server = new SmtpClient(options.SmtpHost, options.SmtpPort) { EnableSsl = !IsLoopback(options.SmtpHost) };
        if (options.SmtpUser.Length > 0)
            server.Credentials = new NetworkCredential(options.SmtpUser, options.SmtpPassword);
        await server.SendMailAsync(message, cancel);
    }

    private static bool IsLoopback(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
